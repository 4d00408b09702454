import { type Encoded, encode, sizeOf } from '../codec/encode.js';
import { constructorArgumentsOf } from '../component/constructed.js';
import { type AnyClass, ownDefinitionOfClass } from '../component/definition.js';
import { messageOf, UncrossableValueError, WorkerSetupError } from '../errors.js';
import { shortNameOf } from './call-name.js';
import { encodeFields } from './encode-fields.js';
import type { Job, WorkTarget } from './executor.js';
import type { CallMessage, WorkerStart } from './protocol.js';

/**
 * What a worker of a work has to be told at its start.
 *
 * @throws {WorkerSetupError} where a worker could not find the class or make the instance, and why.
 * @throws {FieldValueError} for a field.
 */
export function workerStartOf(target: WorkTarget): WorkerStart {
  const { work, definition, path, options, state } = target;
  const { plan, name } = definition;
  if (plan?.file === undefined) {
    throw new WorkerSetupError(
      path,
      plan === undefined
        ? `its class \`${name}\` was compiled without the transformer, so a worker does not know where to load it from. ` +
            "Build with `tspc` and the plugin `workloop/transformer`, or use `executor: 'inline'`."
        : `nothing tells from which file its class \`${name}\` can be loaded. Compile to ES modules or CommonJS, or use ` +
            "`executor: 'inline'`.",
    );
  }
  if (plan.isLocal === true) {
    throw new WorkerSetupError(
      path,
      `its class \`${name}\` is made in a function, and a worker only loads the module. Move the class to the top level of ` +
        "its module, or use `executor: 'inline'`.",
    );
  }
  const Class = (Object.getPrototypeOf(work) as { constructor: AnyClass }).constructor;
  if (ownDefinitionOfClass(Class) !== definition) {
    throw new WorkerSetupError(
      path,
      `it is an instance of \`${Class.name}\`, which has no decorator of its own and extends \`${name}\`. Put \`@work()\` on ` +
        `\`${Class.name}\`, so that a worker can find it.`,
    );
  }
  return {
    path,
    classId: plan.id,
    className: name,
    file: plan.file,
    constructorArguments: encodeConstructorArguments(work, path),
    fields: encodeFields(state.fields(), path),
    areFieldsReadOnly: options.concurrency > 1,
    ...(Number.isFinite(options.maxMemoryMb) ? { maxMemoryMb: options.maxMemoryMb } : {}),
  };
}

function encodeConstructorArguments(work: object, path: string): Encoded {
  try {
    return encode(constructorArgumentsOf(work) ?? [], 'args');
  } catch (error) {
    const reason = `it was made with what a worker cannot be given: ${messageOf(error)}`;
    throw new WorkerSetupError(path, reason, { cause: error });
  }
}

/**
 * What a worker is told of one job.
 *
 * @throws {UncrossableValueError} naming the argument that cannot cross, or where they are too large together.
 */
export function callMessageOf(job: Job, { path, options }: WorkTarget): CallMessage {
  const args = encode(job.args, 'args');
  checkSize(args, options.maxArgumentBytes);
  const { attempt } = job;
  const callName = job.callName === undefined ? job.callKey : shortNameOf(job.callName);
  return { kind: 'call', args, attempt, callName, path, maxResultBytes: options.maxResultBytes };
}

function checkSize(args: Encoded, maxArgumentBytes: number): void {
  // A unit of text has three bytes at most: for most arguments that says enough.
  if (args.bytes === undefined && 3 * args.text.length <= maxArgumentBytes) return;
  const size = sizeOf(args);
  if (size <= maxArgumentBytes) return;
  throw new UncrossableValueError(
    'args',
    `${size} bytes large, and \`maxArgumentBytes\` is ${maxArgumentBytes}`,
  );
}
