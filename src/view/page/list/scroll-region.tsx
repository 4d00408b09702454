import type { ComponentChildren } from 'preact';

export interface ScrollRegionProps {
  readonly label: string;
  /** @default 'scroll' */
  readonly class?: string;
  readonly children: ComponentChildren;
}

/** A part that scrolls, and therefore can be reached by keyboard and has a name. */
export function ScrollRegion({ label, class: className = 'scroll', children }: ScrollRegionProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: only what has the focus is scrolled by keys.
    <section class={className} tabIndex={0} aria-label={label}>
      {children}
    </section>
  );
}
