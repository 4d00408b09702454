import { createHash } from 'node:crypto';
import { type Encoded, encode } from '../../codec/encode.js';
import { componentsIn } from '../../component/tree.js';
import { FieldValueError, type UncrossableValueError } from '../../errors.js';
import type { FieldRecord } from './field-record.js';
import { encodeReferring } from './references.js';

/**
 * A field as it is to be stored.
 *
 * @param path Of the component, for errors.
 * @param uidOf Of components, which only flows have in their fields.
 * @throws {FieldValueError} where it cannot be.
 */
export function recordOf(
  path: string,
  name: string,
  value: unknown,
  uidOf: (component: object) => string | undefined = () => undefined,
): FieldRecord & { readonly kind: 'data' | 'components' } {
  try {
    if (componentsIn(value).length === 0) return { name, kind: 'data', value: encode(value, name) };
    return { name, kind: 'components', ...encodeReferring(value, name, uidOf) };
  } catch (error) {
    const { code, path: at, reason } = error as Partial<UncrossableValueError>;
    if (code !== 'WORKLOOP_UNCROSSABLE_VALUE' || at === undefined || reason === undefined) throw error;
    throw new FieldValueError(path, at, reason, { cause: error });
  }
}

/** Parts that can be changed in place without anybody hearing, as graphs name them. */
const SILENT =
  /\["(?:Date|typed|ArrayBuffer|DataView|class|URL|URLSearchParams|RegExp|Error|DOMException|arguments)",/;

/** Whether a value has parts that can be changed in place without anybody hearing; may be true where there are none. */
export function hasSilentParts({ text }: Encoded): boolean {
  return text.startsWith('g') && SILENT.test(text);
}

/** Whether a value has parts of classes that a program made; may be true where there are none. */
export function hasInstances({ text }: Encoded): boolean {
  return text.startsWith('g') && text.includes('["class",');
}

/** By what two encoded values are compared. */
export function digestOfEncoded({ text, bytes = [] }: Encoded): string {
  const hash = createHash('sha256').update(text);
  for (const part of bytes) hash.update(part);
  return hash.digest('base64');
}
