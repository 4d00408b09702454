import { useEffect } from 'preact/hooks';
import { shortcuts } from '../data/preferences.js';

/** A key and what it does, as the help names it. */
export interface Shortcut {
  readonly key: string;
  readonly does: string;
  readonly act: () => void;
}

/** Lets single keys act, where nobody types. */
export function useShortcuts(list: readonly Shortcut[]): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event)) return;
      const shortcut = list.find(({ key }) => key === event.key);
      if (shortcut === undefined || (shortcuts.peek() === 'off' && shortcut.key !== 'Escape')) return;
      event.preventDefault();
      shortcut.act();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [list]);
}

function isTyping({ target }: KeyboardEvent): boolean {
  return target instanceof Element && target.closest('input, select, textarea, dialog') !== null;
}
