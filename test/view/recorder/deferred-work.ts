import { work } from 'workloop';

/** A work whose calls end when the test lets them. */
export function deferred() {
  let noteBegun: () => void = () => undefined;
  let open: () => void = () => undefined;
  const begun = new Promise<void>((resolve) => {
    noteBegun = resolve;
  });
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  @work()
  class Waiting {
    async run(name: string): Promise<string> {
      noteBegun();
      await opened;
      return name;
    }
  }
  return { Waiting, gate: { begun, open: () => open() } };
}
