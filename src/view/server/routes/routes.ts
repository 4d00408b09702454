import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { Hono } from 'hono';
import type { CallState, LogLevel } from '../../api.js';
import type { QuestionName, Questions } from '../../protocol.js';
import type { Asks } from '../asks.js';
import type { Attention } from '../attention.js';
import type { Model } from '../model/model.js';
import { asRefused, Refused } from '../refused.js';
import { checkedJson } from '../security/checked-json.js';
import { ACTIONS, type Admitted } from '../security/gate.js';
import { securityHeaders } from '../security/security-headers.js';
import type { Stream } from '../stream/stream.js';
import type { PageFile } from './page-files.js';
import { Parameters } from './parameters.js';
import { readAction } from './read-action.js';
import { readBody } from './read-body.js';

/** What answers are made of. */
export interface Sources {
  readonly model: Model;
  readonly asks: Asks;
  readonly stream: Stream;
  readonly attention: Attention;
  readonly files: ReadonlyMap<string, PageFile>;
  /** Told of errors that nobody expected. */
  readonly onTrouble: (error: unknown) => void;
  /** What goes with the page where browsers have to keep a proof that they may ask. */
  readonly cookie?: string;
}

/** What each request brings: those of the adapter, and what the gate has read already. */
export type RouteBindings = HttpBindings & { readonly admitted: Admitted };

const callStates: readonly CallState[] = ['queued', 'running', 'retrying', 'succeeded', 'failed', 'stopped'];
const logLevels: readonly LogLevel[] = ['debug', 'info', 'warn', 'error'];

/** The page, and `/api/v1`. Each request has passed the gate. */
export function routesOf({
  model,
  asks,
  stream,
  attention,
  files,
  onTrouble,
  cookie,
}: Sources): Hono<{ Bindings: RouteBindings }> {
  const app = new Hono<{ Bindings: RouteBindings }>();
  const parameters = (bindings: RouteBindings, ...known: string[]): Parameters =>
    new Parameters(bindings.admitted.query, known);

  /** From the model: known at once, also while the app's thread is busy. */
  const fromModel = (
    path: string,
    known: readonly string[],
    answer: (given: Parameters) => unknown,
  ): void => {
    app.get(`/api/v1/${path}`, async ({ env }) => {
      const given = parameters(env, ...known);
      await attention.draw();
      return jsonAnswer(answer(given));
    });
  };
  fromModel('app', [], () => model.app);
  fromModel('components', [], () => model.components);
  fromModel('series', [], () => model.series);
  fromModel('calls', ['path', 'state', 'search', 'before', 'limit'], (given) =>
    model.calls.page({
      ...listed(given),
      ...optional('states', given.names('state', callStates)),
    }),
  );
  fromModel('logs', ['path', 'level', 'search', 'before', 'limit'], (given) =>
    model.logs.page({
      ...listed(given),
      ...optional('levels', given.names('level', logLevels)),
    }),
  );

  /** What only the app's thread knows. */
  const fromApp = <Name extends QuestionName>(
    name: Name,
    known: readonly string[],
    asked: (given: Parameters) => Questions[Name]['asked'],
  ): void => {
    app.get(`/api/v1/${name}`, async ({ env }) =>
      jsonAnswer(await asks.ask(name, asked(parameters(env, ...known)))),
    );
  };
  fromApp('component', ['path'], (given) => ({ path: given.path() }));
  fromApp('state', ['path'], (given) => ({ path: given.path() }));
  fromApp('ledger', ['path'], (given) => ({ path: given.path() }));
  fromApp('code', ['path'], (given) => ({ path: given.path() }));
  fromApp('panel', ['path'], (given) => ({ path: given.path() }));
  fromApp('call', ['id'], (given) => ({ id: given.number('id') }));
  fromApp('explain', ['path', 'args'], (given) => ({ path: given.path(), args: listOf(given.text('args')) }));

  app.get('/api/v1/stream', async ({ env }) => {
    // Both are checked, also where only one counts.
    const given = parameters(env, 'after').optionalNumber('after');
    const after = lastEventId(env.admitted) ?? given;
    await attention.draw();
    if (env.outgoing.destroyed) return RESPONSE_ALREADY_SENT;
    stream.assertRoom();
    env.outgoing.writeHead(200, { ...securityHeaders, 'content-type': 'text/event-stream; charset=utf-8' });
    stream.connect(env.outgoing, after);
    return RESPONSE_ALREADY_SENT;
  });

  app.post(ACTIONS, async ({ env }) => {
    parameters(env);
    const action = readAction(checkedJson(await readBody(env.incoming), 'the body'));
    const result = await asks.ask('act', action);
    return jsonAnswer(result, result.isDone ? 200 : 409);
  });

  for (const nearby of ['/', '/view/'])
    app.get(nearby, ({ env }) => {
      parameters(env);
      return new Response(null, { status: 302, headers: { ...securityHeaders, location: '/view' } });
    });
  app.get('*', ({ env: { admitted } }) => {
    const file = files.get(admitted.path);
    if (file === undefined) throw notThere(admitted.path, files.size === 0);
    new Parameters(admitted.query, admitted.path === '/view' ? ['token'] : []);
    const keeps = admitted.path === '/view' && cookie !== undefined;
    return new Response(file.content, {
      headers: { ...securityHeaders, 'content-type': file.type, ...(keeps && { 'set-cookie': cookie }) },
    });
  });

  app.onError((error) => refusalAnswer(asRefused(error, onTrouble)));
  return app;
}

function jsonAnswer(value: unknown, status = 200): Response {
  return new Response(JSON.stringify(value), {
    status,
    headers: { ...securityHeaders, 'content-type': 'application/json; charset=utf-8' },
  });
}

function refusalAnswer(refused: Refused): Response {
  return new Response(refused.body, { status: refused.status, headers: headersOf(refused) });
}

/** All headers of a refusal. */
export function headersOf({ headers }: Refused): Record<string, string> {
  return { ...securityHeaders, 'content-type': 'application/json; charset=utf-8', ...headers };
}

function listed(given: Parameters): { limit: number; path?: string; search?: RegExp; before?: number } {
  return {
    limit: given.limit(),
    ...optional('path', given.optionalPath()),
    ...optional('search', given.search()),
    ...optional('before', given.optionalNumber('before')),
  };
}

function optional<Name extends string, Value>(name: Name, value: Value | undefined): { [_ in Name]?: Value } {
  return value === undefined ? {} : ({ [name]: value } as { [_ in Name]: Value });
}

function listOf(text: string): readonly unknown[] {
  const list = checkedJson(text, 'the parameter `args`');
  if (!Array.isArray(list))
    throw new Refused(400, 'The parameter `args` has to be a list as JSON: `[1,"a"]`.');
  return list;
}

function lastEventId({ headers }: Admitted): number | undefined {
  const text = headers.get('last-event-id');
  if (text === undefined || text === '') return undefined;
  const id = Number(text);
  if (!/^[1-9]\d{0,15}$/.test(text) || !Number.isSafeInteger(id)) {
    throw new Refused(400, '`Last-Event-ID` has to be the id of an event of this stream.');
  }
  return id;
}

function notThere(path: string, isUnbuilt: boolean): Refused {
  const isPage = path === '/view' && isUnbuilt;
  return new Refused(
    404,
    isPage ? 'The page is not part of this build. Run `npm run build`.' : 'There is nothing here.',
  );
}
