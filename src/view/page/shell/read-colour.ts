/** The colour of a custom property in the theme that is on. Canvas knows nothing of them: an element has to resolve them. */
export function readColour(within: HTMLElement, name: string): string {
  const probe = document.createElement('span');
  probe.hidden = true;
  probe.style.color = `var(--${name})`;
  within.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}
