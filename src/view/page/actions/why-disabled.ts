import type { AppInfo, CallInfo, ComponentInfo } from '../../api.js';

type Why = string | undefined;

/** What can be asked of the app as a whole. */
export type AppActionName = 'run' | 'pause' | 'resume' | 'stop' | 'invalidateAll';

/** Why an app cannot be told to run, pause, resume or stop now; `undefined` where it can. */
export function whyAppCannot(action: AppActionName, app: AppInfo): Why {
  if (app.end !== undefined || app.state === 'stopped' || app.state === 'failed') return 'The app has ended.';
  const isWaiting = app.state === 'waiting';
  switch (action) {
    case 'run':
      return isWaiting ? undefined : 'The app runs already.';
    case 'pause':
      if (isWaiting) return 'The app has not begun: it waits for Run.';
      return app.state === 'paused' ? 'The app is paused already.' : undefined;
    case 'resume':
      return app.state === 'paused' ? undefined : 'The app is not paused.';
    case 'stop':
    case 'invalidateAll':
      return undefined;
  }
}

/** The same for a work. */
export function whyWorkCannot(
  action: 'startWork' | 'stopWork' | 'retry',
  work: ComponentInfo,
  app: AppInfo,
): Why {
  if (app.state === 'waiting') return 'The app has not begun: it waits for Run.';
  const isStopped = work.status?.name === 'stopped';
  switch (action) {
    case 'startWork':
      return isStopped || work.status?.name === 'pending' ? undefined : 'The work is not stopped.';
    case 'stopWork':
      return isStopped ? 'The work is stopped already.' : undefined;
    case 'retry':
      return work.failures ? undefined : 'No call of this work has failed.';
  }
}

/** The same for one call. */
export function whyCallCannot(
  action: 'force' | 'invalidate',
  call: CallInfo,
  isRepeatable: boolean | undefined,
  app: AppInfo,
): Why {
  if (app.state === 'waiting') return 'The app has not begun: it waits for Run.';
  if (call.state === 'queued' || call.state === 'running' || call.state === 'retrying') {
    return 'The call is still under way.';
  }
  if (isRepeatable === false)
    return 'Its arguments are not kept any more: only those of the last 1,000 calls are.';
  if (isRepeatable === undefined) return 'Its details are not there yet.';
  return action === 'invalidate' && call.state === 'stopped'
    ? 'The call was stopped: nothing of it is remembered.'
    : undefined;
}
