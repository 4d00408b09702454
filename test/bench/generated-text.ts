/** Metadata of a decorated class, as far as the generated hasher is concerned. */
interface Definition {
  readonly plan: {
    readonly hasher: (kit: unknown) => { readonly text: (args: readonly unknown[]) => string | undefined };
  };
}

// The kit is no public name: only decorated classes are given it. It lies beside the public encoder.
const kitUrl = new URL('kit.js', import.meta.resolve('workloop/identity')).href;
const { textKit } = (await import(kitUrl)) as { readonly textKit: unknown };

/** The text of a sole argument by the code that was generated for a work's `run`; throws where it gives up. */
export function generatedText(workClass: object): (value: unknown) => string {
  const { plan } = Reflect.getMetadata('workloop:definition', workClass) as Definition;
  const { text } = plan.hasher(textKit);
  return (value) => {
    const found = text([value]);
    if (found === undefined) throw new Error('The generated code gave up on a value of its own type.');
    return found;
  };
}
