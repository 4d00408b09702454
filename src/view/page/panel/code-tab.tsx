import type { AppInfo, CodeInfo } from '../../api.js';
import { usePage } from '../data/page-context.js';
import { useFetched } from '../data/use-fetched.js';
import { ScrollRegion } from '../list/scroll-region.js';
import { Prose } from '../shell/prose.js';
import { FetchedView } from './fetched-view.js';

/** What a work is made of, by which its results are known to be still good. */
export function CodeTab({ path }: { readonly path: string }) {
  // It may join the app while somebody looks, and another one may take its place.
  const className = usePage().store.component(path)?.className;
  const fetched = useFetched<CodeInfo>('code', { path }, className);
  return (
    <ScrollRegion label="Code">
      <FetchedView fetched={fetched}>{(code) => <Code code={code} />}</FetchedView>
    </ScrollRegion>
  );
}

/** Nothing to tell is not the same as nothing to compare with. */
function whyNoChange({ store, run }: AppInfo, fingerprint: string | undefined): string {
  if (store === null) return 'The app has no store, so nothing is known of an earlier run.';
  if (run === 1) return 'This is the first run on the store.';
  return fingerprint === undefined ? 'Not known either.' : 'No change of its code is known.';
}

function Code({ code: { fingerprint, unknown, reaches, changes } }: { readonly code: CodeInfo }) {
  const app = usePage().store.app.value;
  return (
    <div class="columns">
      <section>
        <h3>Fingerprint</h3>
        {fingerprint === undefined ? (
          <p class="dim">Not known.</p>
        ) : (
          <p class="code fingerprint">{fingerprint}</p>
        )}
        {unknown.map((reason) => (
          <p key={reason} class="note">
            <Prose text={reason} />
          </p>
        ))}
        <h3>Since the last run</h3>
        {changes.length === 0 ? (
          <p class="dim">{app === undefined ? '' : whyNoChange(app, fingerprint)}</p>
        ) : (
          <ul class="code-changes">
            {changes.map((change) => (
              <li key={change}>
                <mark>{change}</mark>
              </li>
            ))}
          </ul>
        )}
      </section>
      <section>
        <h3>Reaches</h3>
        {reaches.length === 0 ? (
          <p class="dim">Nothing is known of what it reaches.</p>
        ) : (
          <table class="wide">
            <caption class="unseen">Declarations that this work reaches</caption>
            <thead>
              <tr>
                <th scope="col">Declaration</th>
                <th scope="col">Digest</th>
              </tr>
            </thead>
            <tbody>
              {reaches.map(({ name, digest }) => (
                <tr key={name}>
                  <td class="code">{name}</td>
                  <td class="code dim" title={digest}>
                    {digest.slice(0, 12)}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </section>
    </div>
  );
}
