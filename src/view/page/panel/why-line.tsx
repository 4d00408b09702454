import type { Why } from '../../api.js';
import { whyParts } from './why-parts.js';

/** Why a call executed, as a sentence with the changed paths marked. */
export function WhyLine({ why }: { readonly why: Why }) {
  return (
    <span class={`why why-${why.kind}`}>
      {whyParts(why.text, why.changes).map(({ kind, text }, i) => {
        const key = `${i}${kind}`;
        if (kind === 'path') return <mark key={key}>{text}</mark>;
        if (kind === 'before') return <del key={key}>{text}</del>;
        if (kind === 'after') return <ins key={key}>{text}</ins>;
        return <span key={key}>{text}</span>;
      })}
    </span>
  );
}
