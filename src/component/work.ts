import type { Plan } from '../plan.js';
import { noteOwner } from './class-registry.js';
import { type Decorated, isDecoration, readDecoration } from './decoration.js';
import { type AnyClass, defineComponent, type WorkDefinition } from './definition.js';
import type { WorkOptions } from './options.js';
import { checkPlan } from './plan-check.js';
import { checkRunBody, likeOriginal, type RunBody, replaceRun, runMethodOf } from './run-method.js';
import { refuseSecondDecoration } from './second-decoration.js';
import { checkWorkOptions } from './work-options-check.js';

/** Makes the function that stands in the place of a work's `run`. */
export type RunFactory = (definition: WorkDefinition) => RunBody;

/** What `@work(…)` does to the class or the `run` method under it. */
export interface WorkDecoration {
  <Class extends AnyClass>(target: Class, context?: ClassDecoratorContext<Class>): void;
  <Method extends (...args: never[]) => unknown>(target: Method, context: ClassMethodDecoratorContext): void;
  (target: object, key: string | symbol, descriptor: PropertyDescriptor): void;
}

/** `@work`, `@work()` and `@work({…})`, on a class or on its `run` method. */
export interface WorkDecorator extends WorkDecoration {
  (options?: WorkOptions, plan?: Plan): WorkDecoration;
}

/**
 * Makes `@work`. What a call does is decided elsewhere and passed in, so that a component knows nothing of ledgers,
 * executors and loops.
 */
export function createWorkDecorator(makeRun: RunFactory): WorkDecorator {
  const decorate = (args: readonly unknown[], options: WorkOptions, plan: Plan | undefined): unknown =>
    applyTo(readDecoration('@work', args), options, plan, makeRun);

  const work = (...args: unknown[]): unknown => {
    if (isDecoration(args)) return decorate(args, {}, undefined);
    const options = checkWorkOptions(args[0]);
    const plan = checkPlan('@work', args[1]);
    return (...target: unknown[]) => decorate(target, options, plan);
  };
  return work as WorkDecorator;
}

function applyTo(
  decorated: Decorated,
  options: WorkOptions,
  plan: Plan | undefined,
  makeRun: RunFactory,
): unknown {
  switch (decorated.kind) {
    case 'class': {
      const { target } = decorated;
      refuseSecondDecoration(target);
      const body = runMethodOf('@work', target);
      const definition = new DefinedWork(target.name, options, plan, body);
      defineComponent(target, definition);
      replaceRun(target.prototype as object, makeRun(definition), body);
      return undefined;
    }
    case 'legacyMethod': {
      const target = decorated.prototype.constructor as unknown as AnyClass;
      refuseSecondDecoration(target);
      const body = checkRunBody('@work', target.name, decorated.descriptor.value as RunBody);
      const definition = new DefinedWork(target.name, options, plan, body);
      defineComponent(target, definition);
      return { ...decorated.descriptor, value: likeOriginal(makeRun(definition), body) };
    }
    case 'method': {
      const body = checkRunBody('@work', classNameIn(plan) ?? 'the class', decorated.body);
      const definition = new DefinedWork(classNameIn(plan) ?? '', options, plan, body);
      const run = likeOriginal(makeRun(definition), body);
      if (plan?.owner !== undefined) noteOwner(definition.id, plan.owner);
      // A standard method decorator is not told its class: the first instance tells.
      decorated.addInitializer(function defineOnFirstInstance() {
        if (!definition.isDefined) definition.defineOn(ownerOf(this, run));
      });
      return run;
    }
  }
}

class DefinedWork implements WorkDefinition {
  readonly kind = 'work';
  isDefined = false;

  constructor(
    public name: string,
    readonly options: WorkOptions,
    readonly plan: Plan | undefined,
    readonly body: RunBody,
  ) {}

  get id(): string {
    return this.plan?.id ?? this.name;
  }

  defineOn(target: AnyClass): void {
    this.isDefined = true;
    this.name = target.name;
    defineComponent(target, this);
  }
}

/** The class whose `run` is the given one: the instance's own class, or the one it inherits the method from. */
function ownerOf(instance: object, run: RunBody): AnyClass {
  let prototype: object | null = Object.getPrototypeOf(instance) as object | null;
  while (prototype !== null && Object.getOwnPropertyDescriptor(prototype, 'run')?.value !== run) {
    prototype = Object.getPrototypeOf(prototype) as object | null;
  }
  return (prototype ?? (Object.getPrototypeOf(instance) as object)).constructor as unknown as AnyClass;
}

function classNameIn(plan: Plan | undefined): string | undefined {
  return plan?.id.slice(plan.id.lastIndexOf('#') + 1);
}
