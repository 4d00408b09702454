import { useRef } from 'preact/hooks';
import type { CallDetail, CallInfo } from '../../api.js';
import { ActionButton } from '../actions/action-button.js';
import { whyCallCannot } from '../actions/why-disabled.js';
import { usePage } from '../data/page-context.js';
import { selectedCall } from '../data/selection.js';
import { type Fetched, useFetched } from '../data/use-fetched.js';
import { useSeconds } from '../data/use-seconds.js';
import { callDuration } from '../format/call-duration.js';
import { formatDuration } from '../format/duration.js';
import { formatExactTime } from '../format/time.js';
import { CurrentStatus } from '../shell/current-status.js';
import { Icon } from '../shell/icon.js';
import { Prose } from '../shell/prose.js';
import { useFocusHandover } from '../shell/use-focus-handover.js';
import { CodeText } from './code-text.js';
import { ErrorChain } from './error-chain.js';
import { Fact } from './fact.js';
import { FetchedView } from './fetched-view.js';
import { explainWhy } from './why-explained.js';
import { WhyLine } from './why-line.js';

/** Everything about one call. */
export function CallDetailView({ id }: { readonly id: number }) {
  const { store } = usePage();
  void store.callsVersion.value;
  const known = store.calls.get(id);
  const fetched = useFetched<CallDetail>('call', { id }, known);
  const element = useRef<HTMLElement>(null);
  useFocusHandover(element, () => document.querySelector<HTMLElement>('.calls'));
  const call = known ?? (fetched.kind === 'there' ? fetched.answer : undefined);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be reached by keyboard.
    <article ref={element} class="split-detail" aria-label={`Call ${id}`} tabIndex={0}>
      <div class="split-detail-head">
        <button
          type="button"
          class="plain icon-only only-narrow"
          aria-label="Back to the list"
          onClick={() => {
            selectedCall.value = undefined;
          }}
        >
          <Icon name="back" />
        </button>
        <h3>Call {id}</h3>
        {call !== undefined && <CurrentStatus name={call.state} isNameShown />}
        <span class="grow" />
        {call !== undefined && <CallActions call={call} fetched={fetched} />}
        <button
          type="button"
          class="plain icon-only not-narrow"
          aria-label="Close call"
          onClick={() => {
            selectedCall.value = undefined;
          }}
        >
          <Icon name="close" />
        </button>
      </div>
      {call !== undefined && (
        <CallFacts call={call} detail={fetched.kind === 'there' ? fetched.answer : undefined} />
      )}
      {(fetched.kind === 'unreachable' || fetched.kind === 'refused') && <KnownError error={call?.error} />}
      <FetchedView fetched={fetched}>
        {({ result, errors }) => (
          <>
            {errors !== undefined && errors.length > 0 && <ErrorChain errors={errors} />}
            {result !== undefined && (
              <>
                <h4>Result</h4>
                <CodeText text={result} label="Result" />
              </>
            )}
          </>
        )}
      </FetchedView>
    </article>
  );
}

/** What failed an app is looked at when the app is gone: of its error as much is told as the page knows. */
function KnownError({ error }: { readonly error: string | undefined }) {
  if (error === undefined) return null;
  return (
    <>
      <h4>Error</h4>
      <p class="error-known">{error}</p>
    </>
  );
}

function CallFacts({ call, detail }: { readonly call: CallInfo; readonly detail: CallDetail | undefined }) {
  const { store } = usePage();
  useSeconds(call.endedAtMs === undefined && store.goesOn.value);
  const { attempt, startedAtMs, endedAtMs = store.nowMs(), queuedAtMs, why } = call;
  const { firstStartedAtMs = startedAtMs } = call;
  const explained = explainWhy(why);
  return (
    <>
      <p class="why-box">
        <span class="why-box-label">Why</span>
        <WhyLine why={why} />
        {explained !== undefined && (
          <span class="why-explained">
            <Prose text={explained} />
          </span>
        )}
      </p>
      <h4>Arguments</h4>
      <CodeText text={detail?.arguments ?? call.args} label="Arguments" />
      <dl class="facts">
        <Fact name="Work" value={call.path} />
        <Fact
          name={attempt > 1 ? 'Duration of this attempt' : 'Duration'}
          value={callDuration(call, store) ?? 'not begun'}
        />
        <Fact name="Waited" value={formatDuration((firstStartedAtMs ?? endedAtMs) - queuedAtMs)} />
        {attempt > 1 && firstStartedAtMs !== undefined && (
          <Fact name="Since the first attempt" value={formatDuration(endedAtMs - firstStartedAtMs)} />
        )}
        <Fact name="Began" value={startedAtMs === undefined ? '–' : formatExactTime(startedAtMs)} />
        <Fact name="Attempt" value={String(attempt)} />
        <Fact name="Execution of this work" value={String(call.call)} />
        <Fact name="Run of the app" value={detail === undefined ? '–' : String(detail.run)} />
      </dl>
    </>
  );
}

function CallActions({ call, fetched }: { readonly call: CallInfo; readonly fetched: Fetched<CallDetail> }) {
  const { store } = usePage();
  const app = store.app.value;
  if (app === undefined) return null;
  const { id } = call;
  const work = store.component(call.path);
  const isRepeatable = fetched.kind === 'there' ? fetched.answer.isRepeatable : undefined;
  return (
    <div class="actions" role="toolbar" aria-label={`Actions of call ${id}`}>
      <ActionButton
        label="Re-run this call"
        icon="retrying"
        action={{ action: 'force', id }}
        disabledBecause={whyCallCannot('force', call, isRepeatable, app, work)}
      />
      <ActionButton
        label="Invalidate call"
        kind="danger"
        action={{ action: 'invalidate', id }}
        disabledBecause={whyCallCannot('invalidate', call, isRepeatable, app, work)}
        confirmation={{
          title: 'Forget the result of this call?',
          text: `${call.path}${call.args} executes again when it is met next.`,
          verb: 'Invalidate call',
        }}
      />
    </div>
  );
}
