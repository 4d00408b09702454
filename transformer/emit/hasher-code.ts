/**
 * The checks of a generated hasher. Each stands for one way in which a value can differ from its type; the tests leave
 * out one after the other and see the fuzz fail.
 */
export type Guard =
  | 'string'
  | 'number'
  | 'zero'
  | 'bigint'
  | 'true'
  | 'false'
  | 'null'
  | 'undefined'
  | 'plain'
  | 'otherKeys'
  | 'requiredKeys'
  | 'optionalKey'
  | 'dense'
  | 'depth'
  | 'fuel'
  | 'throw'
  | 'fold'
  | 'matchCount'
  | 'matchPrototype'
  | 'matchIdentity'
  | 'matchTag'
  | 'matchArguments'
  | 'matchReset'
  | 'matchReentry'
  | 'matchThrow'
  | 'matchLeaf'
  | 'matchZero'
  | 'matchPresence';

/** Writes guards, except the one that a test wants to miss. */
export class Guards {
  constructor(private readonly omitted?: Guard) {}

  /** The code of a check; `otherwise` is what stands there when it is left out. */
  write(guard: Guard, code: string, otherwise: string): string {
    return guard === this.omitted ? otherwise : code;
  }
}

/** A string as a literal in ASCII, so that no stage between here and the engine can change it. */
export function quote(text: string): string {
  return JSON.stringify(text).replace(
    /[^ -~]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** Canonical text of a property name. Names with lone surrogates have another form; they never get here. */
export function keyText(name: string): string {
  return `s${name.length}:${name}`;
}

/** Whether a name's UTF-16 is well formed. */
export function isWellFormed(name: string): boolean {
  return !/\p{Surrogate}/u.test(name);
}
