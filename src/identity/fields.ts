import { FOLD_OVER, TextSink } from './fold.js';
import { keyOrderOf } from './key-order.js';
import { symbolText } from './primitives.js';
import { UNIQUE_KEY } from './refusal.js';
import type { Writing } from './writing.js';

/** Text of an object without symbol keys: `O` and its fields. Almost never long, so the sink comes only when it is needed. */
export function plainText(value: object, listed: readonly string[], writing: Writing): string {
  const fields = value as Readonly<Record<string, unknown>>;
  const { sorted, texts } = keyOrderOf(listed);
  let text = `O${sorted.length}{`;
  let sink: TextSink | undefined;
  for (let i = 0; i < sorted.length; i++) {
    const key = sorted[i]!;
    writing.at = key;
    text += texts[i]! + writing.value(fields[key]);
    if (text.length > FOLD_OVER) {
      sink ??= new TextSink();
      sink.add(text);
      text = '';
    }
  }
  text += '}';
  if (sink === undefined && text.length <= FOLD_OVER) return text;
  sink ??= new TextSink();
  sink.add(text);
  return sink.finish();
}

/** Writes `<n>{key value …}`: the given own string keys, then the enumerable symbol keys, each in canonical order. */
export function writeFields(
  value: object,
  listed: readonly string[],
  writing: Writing,
  sink: TextSink,
): void {
  const fields = value as Readonly<Record<PropertyKey, unknown>>;
  const { sorted, texts } = keyOrderOf(listed);
  const symbols = sortedSymbols(value, writing);
  sink.add(`${sorted.length + symbols.length}{`);
  for (let i = 0; i < sorted.length; i++) {
    const key = sorted[i]!;
    writing.at = key;
    sink.add(texts[i]!);
    sink.add(writing.value(fields[key]));
  }
  for (const [text, symbol] of symbols) {
    writing.at = symbol;
    sink.add(text);
    sink.add(writing.value(fields[symbol]));
  }
  sink.add('}');
}

/** Own enumerable symbol keys. A hidden one is like any hidden field: not part of the value. */
export function enumerableSymbols(value: object): symbol[] {
  return Object.getOwnPropertySymbols(value).filter((symbol) =>
    Object.prototype.propertyIsEnumerable.call(value, symbol),
  );
}

function sortedSymbols(value: object, writing: Writing): (readonly [text: string, symbol: symbol])[] {
  const symbols = enumerableSymbols(value).map((symbol) => {
    const text = symbolText(symbol);
    if (text !== undefined) return [text, symbol] as const;
    writing.at = symbol;
    return writing.refuse(UNIQUE_KEY);
  });
  return symbols.sort(([one], [other]) => (one < other ? -1 : 1));
}
