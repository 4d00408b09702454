import type { StateChange } from '../../api.js';
import { select, selectedTab } from '../data/selection.js';
import { formatExactTime } from '../format/time.js';
import { diffLines, withoutFarLines } from './diff-lines.js';

export interface StateChangeProps {
  readonly change: StateChange;
  /** Whether the component is named, and leads there. */
  readonly isOwnerShown: boolean;
}

const MARKS = { same: ' ', removed: '−', added: '+' };
const WORDS = { same: '', removed: 'before: ', added: 'after: ' };

/** What one field was before and is now, line by line. */
export function StateChangeView({ change, isOwnerShown }: StateChangeProps) {
  const { atMs, pass, path, field, before, after } = change;
  return (
    <article class="change" aria-label={`Change of ${path}.${field}`}>
      <header class="change-head">
        {isOwnerShown && (
          <button
            type="button"
            class="link code dim"
            onClick={() => {
              select(path);
              selectedTab.value = 'state';
            }}
          >
            {path}
          </button>
        )}
        <b class="code">{field}</b>
        {before === undefined && <span class="badge">new</span>}
        {after === undefined && <span class="badge">gone</span>}
        <span class="grow" />
        <span class="dim">pass {pass}</span>
        <span class="dim figures">{formatExactTime(atMs)}</span>
      </header>
      <div class="diff code">
        {withoutFarLines(diffLines(before, after)).map((line, i) =>
          line === undefined ? (
            <div key={i} class="diff-line far">
              <span aria-hidden="true">⋯</span>
            </div>
          ) : (
            <div key={i} class={`diff-line ${line.kind}`}>
              <span class="diff-mark" aria-hidden="true">
                {MARKS[line.kind]}
              </span>
              <span>
                {line.kind !== 'same' && <span class="unseen">{WORDS[line.kind]}</span>}
                {line.text}
              </span>
            </div>
          ),
        )}
      </div>
    </article>
  );
}
