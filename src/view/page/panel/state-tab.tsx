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
  const { store } = usePage();
  const changes = useComputed(() =>
    store.changes.value
      .filter((change) => path === undefined || change.path === path)
      .slice(-MOST_SHOWN)
      .reverse(),
  );
  return (
    <ScrollRegion label="State">
      <div class="columns state-columns">
        {path !== undefined && <Fields path={path} version={changes.value[0]?.id ?? 0} />}
        <Changes changes={changes.value} isOfApp={path === undefined} />
      </div>
    </ScrollRegion>
  );
}

function Fields({ path, version }: { readonly path: string; readonly version: number }) {
  const fetched = useFetched<StateInfo>('state', { path }, version);
  return (
    <section>
      <h3>Fields now</h3>
      <FetchedView fetched={fetched}>
        {({ fields }) =>
          fields.length === 0 ? (
            <p class="empty">This component has no public fields.</p>
          ) : (
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
          )
        }
      </FetchedView>
    </section>
  );
}

function Changes({
  changes,
  isOfApp,
}: {
  readonly changes: readonly StateChange[];
  readonly isOfApp: boolean;
}) {
  return (
    <section>
      <h3>{isOfApp ? 'Changes of all components' : 'Changes'}</h3>
      {changes.length === 0 && <p class="empty">No field has changed yet.</p>}
      {changes.map((change) => (
        <StateChangeView key={change.id} change={change} isOwnerShown={isOfApp} />
      ))}
    </section>
  );
}
