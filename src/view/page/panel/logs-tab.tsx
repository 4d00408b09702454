import { useComputed, useSignal } from '@preact/signals';
import type { LogLevel, LogLine } from '../../api.js';
import { tell } from '../actions/messages.js';
import { usePage } from '../data/page-context.js';
import { isWithin } from '../data/paths.js';
import { select } from '../data/selection.js';
import { counted } from '../format/number.js';
import { formatExactTime } from '../format/time.js';
import { VirtualList } from '../list/virtual-list.js';
import { Prose } from '../shell/prose.js';
import { SearchBox } from '../shell/search-box.js';
import { CodeText } from './code-text.js';

const ROW_HEIGHT = 24;
// biome-ignore lint/suspicious/noControlCharactersInRegex: colours begin with one.
const COLOUR = /\u001b\[[\d;]*m/g;
const LEVELS: readonly LogLevel[] = ['debug', 'info', 'warn', 'error'];

/** The log of the app or of one component and what it owns; follows what comes until somebody scrolls up. */
export function LogsTab({ path }: { readonly path: string | undefined }) {
  const { store, olderLogs } = usePage();
  const level = useSignal<LogLevel>('debug');
  const component = useSignal('');
  const search = useSignal('');
  const isFollowing = useSignal(true);
  const opened = useSignal<number | undefined>(undefined);
  const whose = path ?? (component.value === '' ? undefined : component.value);
  const loadOlder = (): void => {
    olderLogs
      .load(whose)
      .catch(() => tell('failed', 'The older lines did not come: the app does not answer.'));
  };

  const lines = useComputed(() => {
    const [least, wanted, of] = [
      LEVELS.indexOf(level.value),
      search.value.trim().toLowerCase(),
      path ?? component.value,
    ];
    return store.logs.value.filter(
      (line) =>
        LEVELS.indexOf(line.level) >= least &&
        (of === '' || (line.path !== undefined && isWithin(line.path, of))) &&
        (wanted === '' || line.text.toLowerCase().includes(wanted)),
    );
  });
  const sources = useComputed(() => [...new Set(store.logs.value.flatMap((line) => line.path ?? []))].sort());
  const shown = lines.value;
  const isFiltered = search.value.trim() !== '' || level.value !== 'debug' || component.value !== '';
  const openedLine = shown.find(({ id }) => id === opened.value);

  return (
    <div class="logs">
      <div class="bar">
        <SearchBox
          label="Search logs"
          value={search.value}
          onInput={(text) => {
            search.value = text;
          }}
        />
        <label>
          <span class="unseen">Lowest level</span>
          <select
            value={level.value}
            onChange={({ currentTarget }) => {
              level.value = currentTarget.value as LogLevel;
            }}
          >
            <option value="debug">All levels</option>
            <option value="info">Info and above</option>
            <option value="warn">Warnings and errors</option>
            <option value="error">Errors</option>
          </select>
        </label>
        {path === undefined && (
          <label>
            <span class="unseen">Component of logs</span>
            <select
              value={component.value}
              onChange={({ currentTarget }) => {
                component.value = currentTarget.value;
              }}
            >
              <option value="">All components</option>
              {sources.value.map((source) => (
                <option key={source} value={source}>
                  {source}
                </option>
              ))}
            </select>
          </label>
        )}
        <span class="dim bar-end">{counted(shown.length, 'line')}</span>
        {olderLogs.hasMore(whose) && (
          <button type="button" onClick={loadOlder}>
            Older lines
          </button>
        )}
        <button
          type="button"
          class="follow"
          aria-pressed={isFollowing.value}
          onClick={() => {
            isFollowing.value = !isFollowing.value;
          }}
        >
          <span class="follow-dot" aria-hidden="true" />
          Follow
        </button>
      </div>
      {shown.length === 0 && (
        <p class="empty">
          {isFiltered ? (
            'No line matches.'
          ) : (
            <Prose text="Nothing was logged yet. What works log with `callContext().log`, what they print on threads and in processes, and what the app itself says stands here." />
          )}
        </p>
      )}
      <VirtualList
        count={shown.length}
        rowHeight={ROW_HEIGHT}
        keyOf={(row) => shown[row]?.id ?? -row}
        isFollowing={isFollowing.value}
        onFollow={(isAtEnd) => {
          isFollowing.value = isAtEnd;
        }}
        render={(row) => (
          <LogRow
            line={shown[row]!}
            isOpen={shown[row]!.id === opened.value}
            onOpen={(id) => {
              opened.value = opened.value === id ? undefined : id;
            }}
          />
        )}
        attributes={{
          role: 'log',
          'aria-live': 'off',
          'aria-label': 'Log lines',
          tabIndex: 0,
          class: 'log-lines',
          // Whoever goes through the lines by keyboard does not want them to run away.
          onFocusIn: ({ target, currentTarget }) => {
            if (target !== currentTarget) isFollowing.value = false;
          },
        }}
      />
      {openedLine !== undefined && (
        <div class="log-whole">
          <CodeText text={withoutColours(openedLine.text)} label="Whole line" />
        </div>
      )}
    </div>
  );
}

function LogRow(props: {
  readonly line: LogLine;
  readonly isOpen: boolean;
  readonly onOpen: (id: number) => void;
}) {
  const { line, isOpen, onOpen } = props;
  return (
    <div class={`log-row level-${line.level} ${isOpen ? 'open' : ''}`}>
      <span class="dim figures">{formatExactTime(line.atMs)}</span>
      <span class="log-level">{line.level}</span>
      {line.path === undefined ? (
        <span class="log-path dim">app</span>
      ) : (
        <button
          type="button"
          tabIndex={-1}
          class="link log-path"
          onClick={() => select(line.path)}
          title={line.path}
        >
          {line.path}
        </button>
      )}
      <button type="button" class="link log-text" aria-expanded={isOpen} onClick={() => onOpen(line.id)}>
        {withoutColours(line.text)}
      </button>
    </div>
  );
}

/** Without what tells terminals about colours. */
function withoutColours(text: string): string {
  return text.replaceAll(COLOUR, '');
}
