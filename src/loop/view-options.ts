import { InvalidOptionError } from '../errors.js';

/** What the view of an app may be told. */
export interface ViewOptions {
  /**
   * Where the view is served; where the port is taken, at the next one that is free. An integer from 0 to 65535; 0 takes
   * any that is free.
   * @default the environment variable `WORKLOOP_PORT`, where it is set and not empty; else 7501
   */
  readonly port?: number;
  /**
   * The address that the view listens at, as `0.0.0.0`. Whoever reaches another than the loopback's has to bring the
   * {@link token}.
   * @default '127.0.0.1', which nobody but this machine reaches
   */
  readonly host?: string;
  /**
   * What has to be known to open the view where its host is not the loopback: 16 visible ASCII characters or more, because
   * others may guess.
   * @default made up at each start, and told in the line that says where the view is
   */
  readonly token?: string;
  /**
   * When the first pass begins, or the one call of a work as root: `'auto'` when the app has started, `'manual'` when
   * somebody says Run in the view.
   * @default 'auto'
   */
  readonly start?: 'auto' | 'manual';
}

/** Options of a view with nothing left open but the token, which is made up. */
export type ResolvedViewOptions = Required<Omit<ViewOptions, 'token'>> & Pick<ViewOptions, 'token'>;

/** The one place where the defaults of views stand. */
export const defaultViewOptions: ResolvedViewOptions = Object.freeze({
  port: 7501,
  host: '127.0.0.1',
  start: 'auto',
});

const MOST_PORT = 65_535;
const LEAST_TOKEN = 16;

interface Rule {
  readonly expected: string;
  accepts(value: unknown): boolean;
}

const rules: { readonly [Option in keyof Required<ViewOptions>]: Rule } = {
  port: { expected: 'a port, an integer from 0 to 65535', accepts: isPort },
  host: {
    expected: 'an address or the name of a host',
    accepts: (value) => typeof value === 'string' && /^[^\s/]+$/.test(value),
  },
  token: {
    expected: `at least ${LEAST_TOKEN} visible ASCII characters that nobody can guess`,
    accepts: (value) =>
      typeof value === 'string' && value.length >= LEAST_TOKEN && /^[\x21-\x7e]+$/.test(value),
  },
  start: { expected: "'auto' or 'manual'", accepts: (value) => value === 'auto' || value === 'manual' },
};

/**
 * Checks the option `view` of an app and fills in the rest.
 *
 * @throws {InvalidOptionError} on an unknown option of a view or a value of the wrong kind.
 */
export function resolveViewOptions(view: unknown): ResolvedViewOptions | false {
  if (view === false) return false;
  if (typeof view !== 'object' || view === null || Array.isArray(view))
    throw new InvalidOptionError('view', 'an object of the options of a view, or false', view);
  const given = Object.entries(view).filter(([, value]) => value !== undefined);
  for (const [name, value] of given) {
    const rule = Object.hasOwn(rules, name) ? rules[name as keyof ViewOptions] : undefined;
    if (rule === undefined) {
      const names = Object.keys(rules).join(', ');
      throw new InvalidOptionError(`view.${name}`, `one of the options of a view (${names})`, value);
    }
    if (!rule.accepts(value)) throw new InvalidOptionError(`view.${name}`, rule.expected, shown(name, value));
  }
  return { ...defaultViewOptions, ...Object.fromEntries(given) };
}

/**
 * The option `view` as whoever starts the process has it: `WORKLOOP_VIEW=off` counts for more than what the app says,
 * `WORKLOOP_PORT` where the app names no port.
 *
 * @throws {InvalidOptionError} on a value of either that says nothing, and as {@link resolveViewOptions} does.
 */
export function viewFromEnvironment(
  view: ViewOptions | false | undefined,
  { WORKLOOP_VIEW = '', WORKLOOP_PORT = '' }: Readonly<Record<string, string | undefined>>,
): ViewOptions | false | undefined {
  if (!['', 'on', 'off'].includes(WORKLOOP_VIEW))
    throw new InvalidOptionError('WORKLOOP_VIEW', '`off`, `on` or not set', WORKLOOP_VIEW);
  if (WORKLOOP_VIEW === 'off') {
    // What is wrong is wrong, whether it counts or not.
    if (view !== undefined) resolveViewOptions(view);
    return false;
  }
  if (WORKLOOP_PORT === '') return view;
  const port = /^\d+$/.test(WORKLOOP_PORT) ? Number(WORKLOOP_PORT) : WORKLOOP_PORT;
  if (!isPort(port)) throw new InvalidOptionError('WORKLOOP_PORT', rules.port.expected, WORKLOOP_PORT);
  if (view === undefined) return { port };
  return isObject(view) && view.port === undefined ? { ...view, port } : view;
}

/** A wrong token may be most of a right one, and messages go to logs. */
function shown(name: string, value: unknown): unknown {
  return name === 'token' && typeof value === 'string' ? '•'.repeat(Math.min(value.length, 40)) : value;
}

/** What is no object at all is refused where options are checked. */
function isObject(view: ViewOptions | false): view is ViewOptions {
  return typeof view === 'object' && view !== null && !Array.isArray(view);
}

function isPort(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= MOST_PORT;
}
