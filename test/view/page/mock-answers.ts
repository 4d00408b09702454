import type {
  CallPage,
  CodeInfo,
  ComponentDetail,
  LedgerInfo,
  LogPage,
  PanelInfo,
  StateInfo,
} from '../../../src/view/api.js';
import type { MockApp } from './mock-app.js';

/** What the interface of a mock app answers; `undefined` where there is no such thing. */
export function answerOf(mock: MockApp, name: string, query: URLSearchParams): unknown {
  const path = query.get('path') ?? '';
  const component = mock.components.find((one) => one.path === path);
  switch (name) {
    case 'app':
      return mock.app;
    case 'components':
      return mock.components;
    case 'call':
      return mock.detailOf(Number(query.get('id')));
    case 'calls':
      return callsOf(mock, query);
    case 'logs':
      return { lines: [] } satisfies LogPage;
    case 'component':
      return component && detailOf(mock, path);
    case 'state':
      return component && stateOf(mock, path);
    case 'ledger':
      return component && ledgerOf(mock, path);
    case 'code':
      return component && CODE(path);
    case 'panel':
      return component && panelOf(path);
    default:
      return undefined;
  }
}

function callsOf(mock: MockApp, query: URLSearchParams): CallPage {
  const before = Number(query.get('before') ?? Number.POSITIVE_INFINITY);
  const limit = Number(query.get('limit') ?? 100);
  const older = mock.calls.filter(({ id }) => id < before);
  const calls = older.slice(-limit).reverse();
  return { calls, total: older.length, ...(older.length > limit ? { next: calls.at(-1)!.id } : {}) };
}

function detailOf(mock: MockApp, path: string): ComponentDetail {
  const component = mock.components.find((one) => one.path === path)!;
  const isWork = component.kind === 'work';
  const option = (name: string, value: string, isDefault = true) => ({ name, value, isDefault });
  return {
    ...component,
    classId: `src/app.ts#${component.className}`,
    options: isWork
      ? [
          option('cacheCalls', 'true'),
          option('parallel', String(path.endsWith('train')), !path.endsWith('train')),
          option('executor', path.endsWith('train') ? "'thread'" : "'inline'"),
          option('concurrency', '1'),
          option('raiseException', 'false', false),
          option('retry', '{ attempts: 2, backoffMs: 500 }', false),
          option('maxEntries', '10000'),
        ]
      : [],
    statuses: mock.calls
      .filter((call) => call.path === path)
      .slice(-50)
      .flatMap(({ state, startedAtMs = 0, endedAtMs }) => [
        { name: 'running' as const, atMs: startedAtMs },
        ...(endedAtMs === undefined
          ? []
          : state === 'failed'
            ? [
                {
                  name: 'failed' as const,
                  atMs: endedAtMs,
                  reason: 'userException',
                  message: 'The station did not answer.',
                },
              ]
            : [{ name: 'succeeded' as const, atMs: endedAtMs }]),
      ]),
    notKept:
      path === 'root.report' ? ['Report reaches code that is imported dynamically (src/report.ts:12).'] : [],
  };
}

function stateOf(mock: MockApp, path: string): StateInfo {
  const changes = mock.changes.filter((change) => change.path === path).toReversed();
  return {
    path,
    fields: [
      ...(changes[0]?.after === undefined ? [] : [{ name: changes[0].field, value: changes[0].after }]),
      { name: 'loss', value: '0.0312' },
      { name: 'stations', value: "[\n  'Potsdam',\n  'Lindenberg',\n]" },
    ],
    changes: changes.slice(0, 50),
  };
}

function ledgerOf(mock: MockApp, path: string): LedgerInfo {
  const entries = mock.calls.filter((call) => call.path === path && call.state === 'succeeded').toReversed();
  return {
    path,
    inMemory: entries.length,
    entries: entries.slice(0, 100).map(({ args, call, endedAtMs }) => ({
      args,
      value: `{ rows: ${call * 24}, mean: 281.4 }`,
      run: 3,
      ...(endedAtMs === undefined ? {} : { recordedAtMs: endedAtMs }),
    })),
  };
}

const CODE = (path: string): CodeInfo => ({
  path,
  fingerprint: 'b7a1c0d94f2e8a35b7a1c0d94f2e8a35b7a1c0d94f2e8a35b7a1c0d94f2e8a35',
  unknown: [],
  reaches: ['src/app.ts#Download', 'src/clean.ts#parse', 'src/clean.ts#withoutGaps', 'csv-parse@7.0.3'].map(
    (name, i) => ({ name, digest: `${i}f3a91c7702be55d0${i}` }),
  ),
  changes: ['src/clean.ts#parse changed', 'src/clean.ts#withoutGaps is new'],
});

function panelOf(path: string): PanelInfo {
  const x = Array.from({ length: 60 }, (_, i) => Date.UTC(2012, 0, 1 + i));
  return {
    path,
    panels: [
      {
        kind: 'series',
        title: 'Forecast against actual',
        x,
        isTime: true,
        lines: [
          { label: 'actual', values: x.map((_, i) => 280 + Math.sin(i / 6) * 6 + (i % 5) / 2) },
          { label: 'forecast', values: x.map((_, i) => (i < 7 ? null : 280 + Math.sin((i - 1) / 6) * 6)) },
        ],
      },
      {
        kind: 'keyValues',
        title: 'Model',
        values: { loss: 0.0312, epochs: 40, station: 'Potsdam <b>not bold</b>', isTrained: true },
      },
      {
        kind: 'table',
        title: 'Worst days',
        columns: ['Day', 'Error'],
        rows: [
          ['2012-01-04', 2.1],
          ['2012-01-19', 1.7],
        ],
      },
      { kind: 'text', title: 'Note', text: 'Trained on <script>alert(1)</script> 60 days.' },
    ],
  };
}
