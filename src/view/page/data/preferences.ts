import { effect, type Signal, signal } from '@preact/signals';

export type Theme = 'auto' | 'light' | 'dark';

/** Dark or light; `auto` follows the system. */
export const theme = kept<Theme>('theme', 'auto', ['auto', 'light', 'dark']);
/** Whether single keys are shortcuts: they get in the way of some ways to speak to a computer. */
export const shortcuts = kept<'on' | 'off'>('shortcuts', 'on', ['on', 'off']);

/** Shows the theme that is chosen. */
export function followTheme(): void {
  effect(() => {
    document.documentElement.dataset.theme = theme.value;
  });
}

/** A signal that survives a reload, where the browser lets it. */
function kept<Value extends string>(name: string, first: Value, values: readonly Value[]): Signal<Value> {
  const key = `workloop.${name}`;
  const stored = attempt(() => localStorage.getItem(key));
  const preference = signal(values.find((value) => value === stored) ?? first);
  effect(() => {
    const { value } = preference;
    attempt(() => localStorage.setItem(key, value));
  });
  return preference;
}

/** Browsers that keep nothing throw. */
function attempt<Result>(work: () => Result): Result | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
