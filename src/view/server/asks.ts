import type { Ask, FromView, QuestionName, Questions, Refusal } from '../protocol.js';
import { LIMITS } from './limits.js';
import { Refused } from './refused.js';
import type { Timing } from './timing.js';

/** Questions to the app's thread that wait for their answers. */
export class Asks {
  private lastId = 0;
  private readonly waiting = new Map<number, Waiting>();
  /** Asked, and never answered so far, those included for which nobody waits any more: the app's thread still holds them. */
  private readonly unanswered = new Set<number>();
  private hasEnded = false;

  constructor(
    private readonly post: (message: FromView) => void,
    private readonly timing: Timing,
    private readonly limits: { readonly timeoutMs: number; readonly unanswered: number } = LIMITS.asks,
  ) {}

  /** @throws Refused where the app's thread refuses, has ended, or does not answer in time. */
  ask<Name extends QuestionName>(
    name: Name,
    asked: Questions[Name]['asked'],
  ): Promise<Questions[Name]['answer']> {
    if (this.hasEnded) return Promise.reject(ended());
    if (this.unanswered.size >= this.limits.unanswered)
      return Promise.reject(busy(name, 'so it was not asked'));
    const id = ++this.lastId;
    this.unanswered.add(id);
    return new Promise((resolve, reject) => {
      const giveUp = this.timing.after(this.limits.timeoutMs, () => {
        this.waiting.delete(id);
        reject(busy(name, `it has not answered within ${this.limits.timeoutMs} ms`));
      });
      this.waiting.set(id, { resolve: resolve as (answer: unknown) => void, reject, giveUp });
      this.post({ kind: 'ask', id, name, asked } as Ask);
    });
  }

  answered(id: number, answer: unknown): void {
    this.take(id)?.resolve(answer);
  }

  refused(id: number, refusal: Refusal): void {
    this.take(id)?.reject(new Refused(STATUS[refusal.code], refusal.message));
  }

  /** Nothing is answered any more. */
  end(): void {
    this.hasEnded = true;
    for (const id of [...this.waiting.keys()]) this.take(id)?.reject(ended());
  }

  private take(id: number): Waiting | undefined {
    this.unanswered.delete(id);
    const waiting = this.waiting.get(id);
    this.waiting.delete(id);
    waiting?.giveUp();
    return waiting;
  }
}

interface Waiting {
  resolve(answer: unknown): void;
  reject(error: Refused): void;
  giveUp(): void;
}

const STATUS = { notFound: 404, badRequest: 400, failed: 500 } as const satisfies Record<
  Refusal['code'],
  number
>;

function busy(name: QuestionName, how: string): Refused {
  const later = name === 'act' ? 'What was asked may still be done when it is free again.' : 'Try again.';
  return new Refused(503, `The app's thread is busy: ${how}. ${later}`, { 'retry-after': '1' });
}

function ended(): Refused {
  return new Refused(503, 'The app has ended, and only what was known before can be shown.');
}
