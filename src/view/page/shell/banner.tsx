import type { AppInfo } from '../../api.js';
import { HAS_OTHER_TOKEN } from '../data/connection.js';
import { usePage } from '../data/page-context.js';
import { formatTime } from '../format/time.js';
import { Icon } from './icon.js';

/** Says across the page that what is shown is not what is: the connection is lost, or the app has ended. */
export function Banner({ app }: { readonly app: AppInfo }) {
  const { connection } = usePage();
  const state = connection.state.value;
  if (state.kind === 'lost') {
    return (
      <div class="banner banner-lost" role="alert">
        <Icon name="pending" />
        <span>
          <b>Connection lost</b> at {formatTime(state.sinceMs)}. {state.why}
          {state.why !== HAS_OTHER_TOKEN && ' The page goes on by itself when the app is back.'}
        </span>
        <button type="button" onClick={() => connection.retry()}>
          Try now
        </button>
      </div>
    );
  }
  if (app.end === undefined) return null;
  const { exitCode, reason } = app.end;
  return (
    <div class={`banner ${exitCode === 0 ? 'banner-ended' : 'banner-failed'}`} role="alert">
      <Icon name={exitCode === 0 ? 'stopped' : 'failed'} />
      <span>
        <b>The app has ended</b> at {formatTime(app.atMs)} with exit code {exitCode}
        {reason === '' ? '.' : `: ${asSentence(reason)}`}
        {connection.successor.value === 'behind a token' && (
          <> It has started again, with another token: open the address that it printed.</>
        )}
      </span>
      {connection.successor.value === 'here' && (
        <button type="button" class="primary" onClick={() => void connection.showSuccessor()}>
          It has started again: show it
        </button>
      )}
    </div>
  );
}

function asSentence(text: string): string {
  return /[.!?…]\s*$/.test(text) ? text : `${text}.`;
}
