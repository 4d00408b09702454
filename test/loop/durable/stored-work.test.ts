import { work } from 'workloop';
import { decode } from '../../../src/codec/decode.js';
import { definitionOf } from '../../../src/component/definition.js';
import type { FieldOp } from '../../../src/component/state/field-op.js';
import { WorkState } from '../../../src/component/state/work-state.js';
import type { DurableCalls } from '../../../src/ledger/durable/durable-calls.js';
import type { RecordChange } from '../../../src/ledger/store/record-store-options.js';
import { constructionOf } from '../../../src/loop/durable/construction.js';
import { DurableComponent } from '../../../src/loop/durable/durable-component.js';
import { readFieldRecord } from '../../../src/loop/durable/field-record.js';
import { StoredWork } from '../../../src/loop/durable/stored-work.js';

@work()
class Job {
  list: number[] = [1];
  count = 0;
  run(): void {}
}

/** A work in a store, without an app around it. */
function storedJob(unapplied: FieldOp[]) {
  const job = new Job();
  const definition = definitionOf(job)!;
  const state = new WorkState(job, () => true);
  const own = new DurableComponent({
    component: job,
    definition,
    construction: constructionOf(job, definition),
    stored: undefined,
    initial: { place: '.job', ownerUid: 'root' },
    code: undefined,
    node: { path: 'root.job' },
    outbox: new Set(),
  });
  const stored: StoredWork = new StoredWork({
    own,
    calls: {} as DurableCalls,
    notKept: [],
    fields: { path: 'root.job', state, unapplied, isCallUnderWay: true },
    commit: () => Promise.resolve(),
    onChange: () => undefined,
    onCalled: () => undefined,
  });
  state.listen({ onChange: (op) => stored.noteChange(op, 'work'), hasOtherSide: false });
  return { job, stored };
}

function fieldsIn(changes: readonly RecordChange[]): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  for (const { key, value } of changes) {
    if (!key.startsWith('s/')) continue;
    const record = readFieldRecord(value!);
    fields[record.name] = record.kind === 'gone' ? 'gone' : decode(record.value);
  }
  return fields;
}

describe('the unsaved fields of a work', () => {
  it('are all at first, and later those that changed', () => {
    const { job, stored } = storedJob([]);
    expect(fieldsIn(stored.takeUnsaved())).toEqual({ list: [1], count: 0 });
    expect(stored.takeUnsaved()).toEqual([]);
    job.count++;
    expect(fieldsIn(stored.takeUnsaved())).toEqual({ count: 1 });
    job.list.push(2);
    expect(fieldsIn(stored.takeUnsaved())).toEqual({ list: [1, 2] });
    expect(stored.takeUnsaved()).toEqual([]);
  });

  it('have what a worker did and the flow does not see yet', () => {
    const unapplied: FieldOp[] = [];
    const { job, stored } = storedJob(unapplied);
    stored.takeUnsaved();
    const op: FieldOp = { kind: 'splice', path: ['list'], start: 1, deleteCount: 0, items: [2] };
    unapplied.push(op, { kind: 'set', path: ['added'], value: 'x' });
    for (const one of unapplied) stored.noteChange(one, 'work');
    expect(fieldsIn(stored.takeUnsaved())).toEqual({ list: [1, 2], added: 'x' });
    expect(job).toEqual(new Job());
  });

  it('are none of a work that has left the tree', () => {
    const { job, stored } = storedJob([]);
    stored.takeUnsaved();
    stored.own.remove();
    job.count++;
    expect(stored.takeUnsaved()).toEqual([]);
  });
});
