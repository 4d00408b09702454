import { LIMITS } from '../limits.js';
import { Refused } from '../refused.js';

/** Where a request goes, as the client wrote it. */
export interface RequestTarget {
  /** In front of the question mark. */
  readonly path: string;
  /** Behind it; empty where there is none. */
  readonly query: string;
}

/** @throws Refused for anything but a plain path of this server. */
export function readTarget(target: string): RequestTarget {
  if (target.length > LIMITS.http.targetLength) {
    throw new Refused(414, `The address is longer than ${LIMITS.http.targetLength} characters.`);
  }
  // Visible ASCII but for `#`, which no client sends, and `\`, which some take for a slash.
  if (!/^\/(?!\/)[!"$-[\]-~]*$/.test(target)) {
    throw new Refused(400, 'The address of a request has to be a path that begins with one slash.');
  }
  const [path, query] = splitAt(target, target.indexOf('?'));
  const decoded = decode(path);
  if (decode(query) === undefined || decoded === undefined)
    throw new Refused(400, 'The address is not well encoded.');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what is looked for
  if (/[\u0000-\u001f\u007f\\]|\/\.{1,2}(?:\/|$)|\/\//.test(decoded)) {
    throw new Refused(400, 'The path has parts that no path here has.');
  }
  // No path here has to be encoded, and what may be written in two ways may be judged in two.
  if (decoded !== path) throw new Refused(404, 'There is nothing here.');
  return { path, query };
}

/** `undefined` where a `%` is followed by no two digits, or the bytes are no UTF-8. */
export function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

function splitAt(text: string, index: number): [before: string, behind: string] {
  return index === -1 ? [text, ''] : [text.slice(0, index), text.slice(index + 1)];
}
