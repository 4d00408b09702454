import { LIMITS } from '../limits.js';
import { Refused } from '../refused.js';

/** Two of one of these would let us see one and somebody else the other. */
const single = new Set([
  'content-encoding',
  'content-length',
  'content-type',
  'cookie',
  'expect',
  'host',
  'last-event-id',
  'origin',
  'referer',
  'sec-fetch-dest',
  'sec-fetch-mode',
  'sec-fetch-site',
  'transfer-encoding',
  'upgrade',
  'x-workloop-token',
]);

/** The headers of a request as they came, names in small letters. */
export class HeaderList {
  private readonly values = new Map<string, string>();

  /**
   * @param raw Names and values by turns, as node:http has them in `rawHeaders`.
   * @throws Refused where there are too many, or two of one that may be there once.
   */
  constructor(raw: readonly string[]) {
    if (raw.length / 2 > LIMITS.http.headers) {
      throw new Refused(431, `The request has more than ${LIMITS.http.headers} headers.`);
    }
    for (let index = 0; index < raw.length; index += 2) {
      const name = raw[index]!.toLowerCase();
      if (single.has(name) && this.values.has(name)) {
        throw new Refused(400, `The header \`${name}\` is there more than once.`);
      }
      this.values.set(name, raw[index + 1]!);
    }
  }

  get(name: string): string | undefined {
    return this.values.get(name);
  }

  /** The value of a cookie; `undefined` where there is none, or more than one of that name. */
  cookie(name: string): string | undefined {
    const found = (this.get('cookie') ?? '')
      .split(';')
      .map((part) => part.trim())
      .filter((part) => part.startsWith(`${name}=`));
    return found.length === 1 ? found[0]!.slice(name.length + 1) : undefined;
  }
}
