import { messageOf, UnhashableArgumentError } from '../../errors.js';
import type { Engine } from '../../loop/engine.js';
import type { ExplainInfo, PanelInfo } from '../api.js';
import type { ComponentPanels } from '../panel/panels-of.js';
import type { Ask, QuestionName, Questions, Refusal, ToView } from '../protocol.js';
import type { Recorder } from '../recorder/recorder.js';
import { whyOf } from '../recorder/why-text.js';
import { act } from './act.js';
import { describeCall } from './describe-call.js';
import { describeCode } from './describe-code.js';
import { describeComponent } from './describe-component.js';
import { describeLedger } from './describe-ledger.js';
import { nodeAt, workAt } from './find.js';
import { Refused } from './refused.js';

/** What an agent is given. */
export interface AgentParts {
  readonly engine: Engine;
  readonly recorder: Recorder;
  readonly panelsOf: (component: object) => ComponentPanels;
}

type Answers = {
  readonly [Name in QuestionName]: (asked: Questions[Name]['asked']) => Questions[Name]['answer'];
};

/** Answers what only the app's own thread knows, and does what a person asks for; between passes, never in one. */
export class Agent {
  readonly #answers: Answers;

  constructor(private readonly parts: AgentParts) {
    const { engine, recorder, panelsOf } = parts;
    const nodeOf = ({ path }: { readonly path: string }) => nodeAt(engine, path);
    this.#answers = {
      component: (asked) => {
        const node = nodeOf(asked);
        return describeComponent(engine, node, recorder.components.infoOf(node));
      },
      call: ({ id }) => this.#call(id),
      state: (asked) => recorder.state.infoOf(nodeOf(asked)),
      ledger: ({ path }) => {
        const work = workAt(engine, path);
        return describeLedger(work, recorder.calls.argumentsOf(work.work));
      },
      code: (asked) => {
        const node = nodeOf(asked);
        return describeCode(node, engine.members.workOf(node.component), engine.context.clock.now());
      },
      panel: (asked): PanelInfo => ({ path: asked.path, ...panelsOf(nodeOf(asked).component) }),
      explain: ({ path, args }) => this.#explain(path, args),
      act: (action) => {
        const result = act({ engine, calls: recorder.calls }, action);
        recorder.noteChanged();
        return result;
      },
    };
  }

  /** Answers a question, or says why it has no answer; never throws. */
  answer(ask: Ask): ToView {
    const { id } = ask;
    try {
      return { kind: 'answer', id, answer: this.#answerOf(ask.name, ask.asked) };
    } catch (error) {
      return { kind: 'refusal', id, refusal: refusalOf(error) };
    }
  }

  #answerOf<Name extends QuestionName>(name: Name, asked: Questions[Name]['asked']): unknown {
    if (!Object.hasOwn(this.#answers, name)) throw new Refused('badRequest', 'There is no such question.');
    return this.#answers[name](asked);
  }

  #call(id: number): Questions['call']['answer'] {
    const { calls } = this.parts.recorder;
    const entry = calls.get(id);
    if (entry !== undefined) return describeCall(entry);
    const isPast = Number.isInteger(id) && id >= 1 && id <= calls.count;
    throw new Refused(
      'notFound',
      isPast
        ? `Call ${id} was too long ago: only the last ones are kept in full.`
        : `There is no call ${id}.`,
    );
  }

  #explain(path: string, args: readonly unknown[]): ExplainInfo {
    const { engine } = this.parts;
    const { dispatch } = workAt(engine, path);
    if (!Array.isArray(args)) throw new Refused('badRequest', '`args` is a list: the arguments of the call.');
    const { decision, sentence, reason } = dispatch.explain(args);
    return { decision, sentence, why: whyOf(reason, engine.context.clock.now()) };
  }
}

function refusalOf(error: unknown): Refusal {
  if (error instanceof Refused) return { code: error.code, message: error.message };
  const code = error instanceof UnhashableArgumentError ? 'badRequest' : 'failed';
  return { code, message: messageOf(error) };
}
