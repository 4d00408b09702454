export { App, type AppResult } from './app.js';
export type { Children, FlowHandle } from './call/flow-handle.js';
export { type CallArguments, handleOf, type Runnable, type WorkHandle } from './call/handle.js';
export {
  DEFINITION_KEY,
  type Definition,
  type FlowDefinition,
  type WorkDefinition,
} from './component/definition.js';
export { type FlowDecoration, type FlowDecorator, type FlowOptions, flow } from './component/flow.js';
export {
  defaultWorkOptions,
  type ExecutorName,
  type ResolvedWorkOptions,
  type RetryOptions,
  type WorkOptions,
} from './component/options.js';
export type { StatusReason, WorkStatus, WorkStatusName } from './component/status.js';
export { withOptions } from './component/with-options.js';
export type { WorkDecoration, WorkDecorator } from './component/work.js';
export { work } from './decorators.js';
export {
  AppStateError,
  type Caused,
  ComponentTreeError,
  DecorationError,
  FieldConflictError,
  FieldValueError,
  InvalidOptionError,
  InvalidResultError,
  NotACallError,
  OutsideCallError,
  OutsidePassError,
  QueueFullError,
  ReadOnlyFieldError,
  StoreError,
  StoreFormatError,
  StoreInUseError,
  type StoreProblem,
  SwallowedSuspensionError,
  UncrossableValueError,
  UnhashableArgumentError,
  WorkerCrashedError,
  WorkerSetupError,
  WorkFailedError,
  WorkloopError,
  WorkStoppedError,
  WorkTimeoutError,
} from './errors.js';
export { type CallContext, callContext, type Log } from './executor/call-context.js';
export type { CodeChange } from './fingerprint/changes.js';
export type { Decision, Explanation, Provenance } from './ledger/why/explanation.js';
export { type ArgumentChange, describeReason, type Reason, type Redact } from './ledger/why/reason.js';
export type { AppCounts } from './loop/app-context.js';
export { type AppOptions, defaultAppOptions, type ResolvedAppOptions } from './loop/app-options.js';
export type { AppEvents, CallEvent } from './loop/events.js';
export type { ScheduleOptions } from './loop/schedule/schedule-options.js';
export { type CallPromises, fail, now, schedule, stop, type Used, use } from './loop/verbs.js';
export type { ResolvedViewOptions, ViewOptions } from './loop/view-options.js';
export type { Hasher, MatchKit, Plan, TextKit, TextParts } from './plan.js';
export { isWorker } from './worker-mode.js';
