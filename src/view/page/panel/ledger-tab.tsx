import type { LedgerInfo } from '../../api.js';
import { usePage } from '../data/page-context.js';
import { useFetched } from '../data/use-fetched.js';
import { counted } from '../format/number.js';
import { formatDateTime } from '../format/time.js';
import { ScrollRegion } from '../list/scroll-region.js';
import { FetchedView } from './fetched-view.js';

/** What a work remembers. */
export function LedgerTab({ path }: { readonly path: string }) {
  const component = usePage().store.component(path);
  const fetched = useFetched<LedgerInfo>('ledger', { path }, component);
  return (
    <ScrollRegion label="Ledger">
      <FetchedView fetched={fetched}>
        {({ inMemory, entries }) =>
          entries.length === 0 ? (
            <p class="empty">Nothing is recorded of this work: its next call executes.</p>
          ) : (
            <>
              <p class="dim lead">
                {counted(inMemory, 'result')} in memory; the ones used lately come first
                {entries.length < inMemory &&
                  `, and ${counted(entries.length, 'of them is', 'of them are')} shown`}
                .
              </p>
              <table class="wide">
                <caption class="unseen">Entries of the ledger</caption>
                <thead>
                  <tr>
                    <th scope="col">Arguments</th>
                    <th scope="col">Value</th>
                    <th scope="col">Recorded</th>
                    <th scope="col">Run</th>
                    <th scope="col">Expires</th>
                  </tr>
                </thead>
                <tbody>
                  {entries.map(({ args, value, recordedAtMs, run, expiresAtMs }, i) => (
                    <tr key={i}>
                      <td class="code clip" title={args}>
                        {args ?? 'not known any more'}
                      </td>
                      <td class="code clip" title={value}>
                        {value}
                      </td>
                      <td class="figures">
                        {recordedAtMs === undefined ? '–' : formatDateTime(recordedAtMs)}
                      </td>
                      <td class="figures">{run ?? '–'}</td>
                      <td class="figures">
                        {expiresAtMs === undefined ? 'never' : formatDateTime(expiresAtMs)}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </>
          )
        }
      </FetchedView>
    </ScrollRegion>
  );
}
