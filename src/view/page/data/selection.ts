import { batch, effect, type ReadonlySignal, signal } from '@preact/signals';
import type { AppInfo } from '../../api.js';

/** The tabs below the timeline; which of them there are depends on what is selected. */
export type TabName = 'calls' | 'overview' | 'state' | 'ledger' | 'code' | 'logs' | 'charts';

/** The component that is looked at; `undefined` is the whole app. */
export const selectedPath = signal<string | undefined>(undefined);
/** The call that is looked at. */
export const selectedCall = signal<number | undefined>(undefined);
export const selectedTab = signal<TabName>('calls');
/** When the app began whose call the address names, as text; the numbers of calls begin anew with each. */
const namedApp = signal<string | undefined>(undefined);

/** The parts of the page. */
export type Section = (typeof SECTIONS)[number];
const SECTIONS = ['timeline', 'components', 'details'] as const;

/** Which part a narrow window shows; a wide one shows all. */
export const shownSection = signal<Section>('timeline');

/** Looks at a component, or at the whole app. */
export function select(path: string | undefined): void {
  batch(() => {
    if (path !== selectedPath.peek()) selectedCall.value = undefined;
    selectedPath.value = path;
    // Whoever chooses something wants to see it, also who chooses the same once more.
    if (path !== undefined) shownSection.value = 'details';
  });
}

/** Looks at a call: at its work, its list of calls, and its details. */
export function selectCall(path: string, id: number): void {
  batch(() => {
    selectedPath.value = path;
    selectedCall.value = id;
    selectedTab.value = 'calls';
    shownSection.value = 'details';
  });
}

/** Shows the app that has taken the place of this one: its calls are others, whatever their numbers. */
export function showSuccessor(): void {
  selectedCall.value = undefined;
  location.reload();
}

/**
 * Keeps the selection in the address, so that it survives a reload and can be sent to somebody. A call that is another app's
 * is not looked at.
 */
export function keepSelectionInAddress(app: ReadonlySignal<AppInfo | undefined>): void {
  readSelection();
  // Somebody has put an address that was sent to them in the place of this one: for the browser it is the same page.
  addEventListener('hashchange', readSelection);
  effect(() => {
    if (app.value === undefined) return;
    const shown = app.value.startedAtMs.toString(36);
    if (namedApp.value !== undefined && namedApp.value !== shown) selectedCall.value = undefined;
    namedApp.value = shown;
  });
  effect(() => {
    const now = new URLSearchParams();
    if (selectedPath.value !== undefined) now.set('path', selectedPath.value);
    if (selectedTab.value !== 'calls') now.set('tab', selectedTab.value);
    if (selectedCall.value !== undefined) {
      now.set('call', String(selectedCall.value));
      if (namedApp.value !== undefined) now.set('of', namedApp.value);
    }
    if (shownSection.value !== 'timeline') now.set('part', shownSection.value);
    // Without what follows the `?`: a token is for nobody's history or screen. The browser has it in a cookie by now.
    const address = location.pathname + (navigator.cookieEnabled ? '' : location.search);
    history.replaceState(null, '', now.size === 0 ? address : `${address}#${now}`);
  });
}

function readSelection(): void {
  const kept = new URLSearchParams(location.hash.slice(1));
  const call = Number(kept.get('call'));
  batch(() => {
    selectedPath.value = kept.get('path') ?? undefined;
    selectedTab.value = (kept.get('tab') as TabName | null) ?? 'calls';
    selectedCall.value = Number.isSafeInteger(call) && call > 0 ? call : undefined;
    namedApp.value = kept.get('of') ?? undefined;
    shownSection.value = SECTIONS.find((name) => name === kept.get('part')) ?? 'timeline';
  });
}
