import type { AppOptions } from '../../../src/loop/app-options.js';
import { Engine } from '../../../src/loop/engine.js';
import { InlineOnly } from '../../../src/loop/executors.js';
import type { Hold } from '../../../src/loop/pass-control.js';
import { VirtualClock } from '../../../src/testing/virtual-clock.js';
import { Agent } from '../../../src/view/agent/agent.js';
import type { AppInfo, Delta, Snapshot } from '../../../src/view/api.js';
import { hasPanel, panelsOf } from '../../../src/view/panel/panels-of.js';
import type { Ask, QuestionName, Questions, ToView } from '../../../src/view/protocol.js';
import { Recorder } from '../../../src/view/recorder/recorder.js';

/** An app under a virtual clock with a recorder, whose deltas are asked for by the test. */
export class RecordedApp {
  readonly clock = new VirtualClock('2026-01-01T00:00:00.000Z');
  readonly engine: Engine;
  readonly recorder: Recorder;
  readonly agent: Agent;
  readonly deltas: Delta[] = [];
  readonly ended: Promise<unknown>;
  snapshot!: Snapshot;
  #asked = 0;

  constructor(root: object, options: AppOptions = {}, hold?: Hold) {
    this.engine = new Engine(root, options, {
      clock: this.clock,
      announcer: { info: () => undefined, warn: () => undefined, output: () => undefined },
      executors: new InlineOnly(this.clock),
      beforeStart: () => {
        this.snapshot = this.recorder.start();
        return undefined;
      },
    });
    this.recorder = new Recorder({ engine: this.engine, hasPanel, send: (delta) => this.deltas.push(delta) });
    this.agent = new Agent({ engine: this.engine, recorder: this.recorder, panelsOf });
    if (hold !== undefined) this.engine.control.holdBack(hold);
    this.engine.claimRun();
    this.ended = this.engine.run();
    this.ended.catch(() => undefined);
  }

  /** Lets the app go on until nothing is left to do, and gives what it did as one delta. */
  async settle(): Promise<Delta> {
    await this.#idle();
    return this.flush();
  }

  /** Moves the clock by `ms` milliseconds, from alarm to alarm. */
  async advance(ms: number): Promise<Delta> {
    const untilMs = this.clock.now() + ms;
    for (;;) {
      const nextMs = this.clock.nextAlarmMs;
      if (nextMs === undefined || nextMs > untilMs) break;
      this.clock.moveTo(nextMs);
      await this.#idle();
    }
    this.clock.moveTo(untilMs);
    return this.flush();
  }

  /** All deltas since the last time, as one; also those that on a busy machine there was no time for in the first. */
  flush(): Delta {
    do this.recorder.flush();
    while (!this.recorder.calls.isEmpty || !this.recorder.state.isEmpty);
    const deltas = this.deltas.splice(0);
    const all = <Item>(of: (delta: Delta) => readonly Item[] | undefined): Item[] =>
      deltas.flatMap((each) => of(each) ?? []);
    const order = deltas.findLast((each) => each.order !== undefined)?.order;
    return {
      app: deltas.at(-1)!.app!,
      components: lastOfEach(
        all((each) => each.components),
        ({ path }) => path,
      ),
      ...(order !== undefined && { order }),
      calls: lastOfEach(
        all((each) => each.calls),
        ({ id }) => id,
      ),
      hits: all((each) => each.hits),
      passes: lastOfEach(
        all((each) => each.passes),
        ({ pass }) => pass,
      ),
      logs: all((each) => each.logs),
      changes: all((each) => each.changes),
      series: all((each) => each.series),
    };
  }

  ask<Name extends QuestionName>(name: Name, asked: Questions[Name]['asked']): Questions[Name]['answer'] {
    const answer = this.tell(name, asked);
    if (answer.kind !== 'answer') throw new Error(JSON.stringify(answer));
    return structuredClone(answer.answer) as Questions[Name]['answer'];
  }

  tell<Name extends QuestionName>(name: Name, asked: Questions[Name]['asked']): ToView {
    return this.agent.answer({ kind: 'ask', id: ++this.#asked, name, asked } as Ask);
  }

  async #idle(): Promise<void> {
    const { engine } = this;
    do await new Promise((resolve) => setImmediate(resolve));
    while (
      !engine.isIdle &&
      engine.context.ending.current === undefined &&
      engine.control.hold === undefined
    );
  }

  /** Ends the app, and the recorder after it. */
  async close(): Promise<AppInfo> {
    this.engine.context.requestEnd({ exitCode: 0, reason: 'the test is over' });
    await new Promise((resolve) => setImmediate(resolve));
    await new Promise((resolve) => setImmediate(resolve));
    this.clock.moveTo(this.clock.nextAlarmMs ?? this.clock.now());
    await this.ended;
    const info = this.recorder.close();
    this.clock.close();
    return info;
  }
}

function lastOfEach<Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key): Item[] {
  return [...new Map(items.map((item) => [keyOf(item), item])).values()];
}
