import { usePage } from '../data/page-context.js';

/** Before the first snapshot: it is on its way, or the app does not answer. */
export function NotThereYet() {
  const { connection } = usePage();
  const state = connection.state.value;
  return (
    <main class="not-there" aria-busy={state.kind === 'connecting'}>
      {state.kind === 'lost' ? (
        <>
          <h1>The app cannot be reached</h1>
          <p role="alert">{state.why} The page goes on trying.</p>
          <button type="button" onClick={() => connection.retry()}>
            Try now
          </button>
        </>
      ) : (
        <>
          <h1 class="unseen">workloop</h1>
          <p class="loading" role="status">
            Loading…
          </p>
        </>
      )}
    </main>
  );
}
