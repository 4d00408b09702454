import { shortcuts } from '../data/preferences.js';
import { Dialog } from './dialog.js';
import type { Shortcut } from './shortcuts.js';

const IN_TIMELINE = [
  ['← →', 'Move in time'],
  ['↑ ↓', 'Choose a lane'],
  ['+ −', 'Zoom'],
  [', .', 'The call before, the call after'],
  ['0', 'Show everything'],
  ['End', 'Follow what happens'],
  ['Wheel', 'Zoom at the pointer; sideways or with Shift, move in time'],
  ['Drag', 'Move; with two fingers, zoom'],
] as const;

export interface HelpDialogProps {
  readonly list: readonly Shortcut[];
  readonly onClose: () => void;
}

/** All keys that do something. */
export function HelpDialog({ list, onClose }: HelpDialogProps) {
  return (
    <Dialog title="Keyboard shortcuts" onClose={onClose}>
      <div class="help">
        <section>
          <h3>Everywhere</h3>
          <Keys keys={list.map(({ key, does }) => [key === 'Escape' ? 'Esc' : key, does])} />
        </section>
        <section>
          <h3>In the timeline</h3>
          <Keys keys={IN_TIMELINE} />
        </section>
      </div>
      <label class="check">
        <input
          type="checkbox"
          checked={shortcuts.value === 'on'}
          onChange={({ currentTarget }) => {
            shortcuts.value = currentTarget.checked ? 'on' : 'off';
          }}
        />
        Single keys are shortcuts
      </label>
    </Dialog>
  );
}

function Keys({ keys }: { readonly keys: readonly (readonly [string, string])[] }) {
  return (
    <dl class="keys">
      {keys.map(([key, does]) => (
        <div key={key}>
          <dt>
            <kbd>{key}</kbd>
          </dt>
          <dd>{does}</dd>
        </div>
      ))}
    </dl>
  );
}
