import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { coalesce } from '../../../src/component/state/coalesce.js';
import type { FieldOp } from '../../../src/component/state/field-op.js';
import { type AnyFields, FIELDS, fresh, perform, start, step } from './programs.js';
import { type Side, watched } from './two-sides.js';

const seen = (side: Side<AnyFields>): unknown => structuredClone(side.state.fields());

function expectEqual(here: Side<AnyFields>, there: Side<AnyFields>): void {
  if (!isDeepStrictEqual(seen(here), seen(there))) expect(seen(there)).toStrictEqual(seen(here));
  expect(isDeepStrictEqual(seen(here), seen(there))).toBe(true);
}

const program = fc.array(step, { maxLength: 14 });

describe('whatever is done to the fields of a work', () => {
  it('is done on the other side by the operations that are told, each at once', () => {
    fc.assert(
      fc.property(start, program, (initial, steps) => {
        const [here, there] = [watched(structuredClone(initial)), watched(structuredClone(initial))];
        const kept: object[] = [];
        for (const one of structuredClone(steps)) {
          perform(here.it, FIELDS, kept, one);
          there.state.apply(structuredClone(here.takeOps()));
          expectEqual(here, there);
        }
        here.state.findUnseen();
        there.state.findUnseen();
        expect([...here.ops, ...there.ops]).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });

  it('is done by operations that were kept and sent later, fewer of them', () => {
    fc.assert(
      fc.property(start, program, (initial, steps) => {
        const [here, there] = [watched(structuredClone(initial)), watched(structuredClone(initial))];
        for (const one of structuredClone(steps)) perform(here.it, FIELDS, [], one);
        there.state.apply(structuredClone(coalesce(here.takeOps())) as FieldOp[]);
        expectEqual(here, there);
      }),
      { numRuns: 400 },
    );
  });

  it('is found at the latest when what cannot be watched is looked at', () => {
    fc.assert(
      fc.property(start, program, (initial, steps) => {
        const [here, there] = [watched(fresh(initial)), watched(fresh(initial))];
        for (const one of fresh(steps)) perform(here.it, FIELDS, [], one);
        here.state.findUnseen();
        there.state.apply(structuredClone(here.takeOps()));
        expectEqual(here, there);
        there.state.findUnseen();
        expect(there.ops).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });

  it('reaches both sides where each writes fields of its own', () => {
    const turn = fc.tuple(fc.constantFrom('here', 'there', 'sync'), step);
    fc.assert(
      fc.property(start, fc.array(turn, { maxLength: 20 }), (initial, turns) => {
        const [here, there] = [watched(structuredClone(initial)), watched(structuredClone(initial))];
        const onTheWay: [FieldOp[], FieldOp[]] = [[], []];
        const sync = (): void => {
          there.state.apply(onTheWay[0].splice(0));
          here.state.apply(onTheWay[1].splice(0));
        };
        for (const [who, one] of structuredClone(turns)) {
          if (who === 'sync') sync();
          if (who === 'here') perform(here.it, ['a', 'b'], [], one);
          if (who === 'there') perform(there.it, ['c', 'd'], [], one);
          onTheWay[0].push(...structuredClone(here.takeOps()));
          onTheWay[1].push(...structuredClone(there.takeOps()));
        }
        sync();
        expectEqual(here, there);
      }),
      { numRuns: 400 },
    );
  });
});

describe('a change that the listener does not let pass', () => {
  it('has not been made', () => {
    fc.assert(
      fc.property(start, program, (initial, steps) => {
        const it: AnyFields = structuredClone(initial);
        const side = watched(it);
        side.state.listen({
          onChange: () => {
            throw new Error('read only');
          },
        });
        for (const one of structuredClone(steps)) {
          try {
            perform(it, FIELDS, [], one);
          } catch (error) {
            expect(error).toMatchObject({ message: 'read only' });
          }
          expect(isDeepStrictEqual(seen(side), structuredClone(initial))).toBe(true);
        }
        expect(() => side.state.findUnseen()).not.toThrow();
      }),
      { numRuns: 400 },
    );
  });
});
