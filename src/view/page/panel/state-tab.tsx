import { useComputed } from '@preact/signals';
import type { StateChange, StateInfo } from '../../api.js';
import { usePage } from '../data/page-context.js';
import { useFetched } from '../data/use-fetched.js';
import { ScrollRegion } from '../list/scroll-region.js';
import { FetchedView } from './fetched-view.js';
import { StateChangeView } from './state-change.js';

const MOST_SHOWN = 100;

/** The fields of a component as they are now, and what the last passes changed; of the whole app, only the latter. */
export function StateTab({ path }: { readonly path: string | undefined }) {
  return (
    <ScrollRegion label="State">
      <div class="columns state-columns">
        {path === undefined ? <StateOfApp /> : <StateOfComponent path={path} />}
      </div>
    </ScrollRegion>
  );
}

function StateOfApp() {
  const changes = useHeardChanges(undefined);
  return <Changes changes={changes} isOfApp />;
}

function StateOfComponent({ path }: { readonly path: string }) {
  const heard = useHeardChanges(path);
  // It may join the app, or leave it, while somebody looks.
  const isThere = usePage().store.component(path) !== undefined;
  const fetched = useFetched<StateInfo>('state', { path }, `${heard[0]?.id ?? 0} ${isThere}`);
  // What others change all the time drives out of the stream what this one did long ago; the app has it still.
  const told = fetched.kind === 'there' ? fetched.answer.changes : [];
  const oldestHeard = heard.at(-1)?.id ?? Number.POSITIVE_INFINITY;
  return (
    <>
      <section>
        <h3>Fields now</h3>
        <FetchedView fetched={fetched}>{({ fields }) => <Fields fields={fields} />}</FetchedView>
      </section>
      <Changes
        changes={[...heard, ...told.filter(({ id }) => id < oldestHeard)]}
        isOfApp={false}
        isKnown={fetched.kind === 'there'}
      />
    </>
  );
}

/** Those that came by the stream, newest first. */
function useHeardChanges(path: string | undefined): readonly StateChange[] {
  const { store } = usePage();
  return useComputed(() =>
    store.changes.value
      .filter((change) => path === undefined || change.path === path)
      .slice(-MOST_SHOWN)
      .reverse(),
  ).value;
}

function Fields({ fields }: Pick<StateInfo, 'fields'>) {
  if (fields.length === 0) return <p class="empty">This component has no public fields.</p>;
  return (
    <dl class="fields">
      {fields.map(({ name, value }) => (
        <div key={name}>
          <dt class="code">{name}</dt>
          <dd>
            <pre class="code">{value}</pre>
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Changes(props: {
  readonly changes: readonly StateChange[];
  readonly isOfApp: boolean;
  /** Whether there are no others. */
  readonly isKnown?: boolean;
}) {
  const { changes, isOfApp, isKnown = true } = props;
  return (
    <section>
      <h3>{isOfApp ? 'Changes of all components' : 'Changes'}</h3>
      {changes.length === 0 && isKnown && <p class="empty">No field has changed yet.</p>}
      {changes.map((change) => (
        <StateChangeView key={change.id} change={change} isOwnerShown={isOfApp} />
      ))}
    </section>
  );
}
