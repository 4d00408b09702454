import { CallIdentity } from '../../call/call-identity.js';
import type { WorkDefinition } from '../../component/definition.js';
import { settingsOf } from '../../component/with-options.js';
import { DurableCalls } from '../../ledger/durable/durable-calls.js';
import type { AppContext } from '../app-context.js';
import type { AppStore } from './app-store.js';
import type { DurableComponent } from './durable-component.js';
import type { Notices } from './notices.js';
import { codeOf } from './work-code.js';

/** What became of opening the calls of a work. */
export interface OpenedCalls {
  /** `undefined` where the work stays in memory. */
  readonly calls: DurableCalls | undefined;
  /** Whether the store knows the work with this very code, so that its fields are to be restored. */
  readonly isSameCode: boolean;
  /** Why it stays in memory: sentences. */
  readonly notKept: readonly string[];
}

/**
 * Opens the calls of a work in a store, where it can be kept there.
 *
 * @throws {InvalidOptionError} where `ignore` names what is no parameter.
 */
export function openCalls(
  own: DurableComponent,
  definition: WorkDefinition,
  { store, app, notices }: { readonly store: AppStore; readonly app: AppContext; readonly notices: Notices },
): OpenedCalls {
  const settings = settingsOf(own.component, definition);
  const code = codeOf(definition, settings.options, own.construction);
  if (code.kind === 'notKept') {
    notices.sayNotKept(own, code.reasons);
    return { calls: undefined, isSameCode: false, notKept: code.reasons };
  }
  const { calls, isSameCode, changes } = DurableCalls.open({
    records: store.records,
    entries: store.workEntries,
    uid: own.uid,
    classId: definition.id,
    label: () => own.path,
    code: code.code,
    ignored: new CallIdentity(definition).ignoredPositions(settings.options),
    run: store.run,
    clock: app.clock,
    bounds: () => settings.options,
    redact: () => app.redact,
    warn: (message) => app.warnOnce(message),
  });
  own.add(changes);
  return { calls, isSameCode, notKept: [] };
}
