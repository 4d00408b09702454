import { signal } from '@preact/signals';
import { Dialog } from '../shell/dialog.js';

/** What is asked before something is destroyed. */
export interface Confirmation {
  readonly title: string;
  readonly text: string;
  /** On the button that does it. */
  readonly verb: string;
}

const asked = signal<(Confirmation & { readonly answer: (isSure: boolean) => void }) | undefined>(undefined);

/** Resolves to whether the person is sure. */
export function confirm(confirmation: Confirmation): Promise<boolean> {
  asked.peek()?.answer(false);
  return new Promise((resolve) => {
    asked.value = {
      ...confirmation,
      answer: (isSure) => {
        asked.value = undefined;
        resolve(isSure);
      },
    };
  });
}

/** The dialog that asks; one for the page. */
export function ConfirmationDialog() {
  if (asked.value === undefined) return null;
  const { title, text, verb, answer } = asked.value;
  return (
    <Dialog title={title} role="alertdialog" onClose={() => answer(false)}>
      <p>{text}</p>
      <div class="dialog-buttons">
        {/* The harmless answer comes first, and has the focus. */}
        <button type="button" onClick={() => answer(false)}>
          Cancel
        </button>
        <button type="button" class="danger" onClick={() => answer(true)}>
          {verb}
        </button>
      </div>
    </Dialog>
  );
}
