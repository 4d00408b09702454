/** Whether the component at `path` is the one at `ancestor`, or below it: `root.a`, `root["b c"]`. */
export function isWithin(path: string, ancestor: string): boolean {
  if (!path.startsWith(ancestor)) return false;
  const next = path[ancestor.length];
  return next === undefined || next === '.' || next === '[';
}

/** What a path has beside that of one above it. */
export function labelBelow(path: string, ancestor: string | undefined): string {
  if (ancestor === undefined || path === ancestor || !isWithin(path, ancestor)) return path;
  return path.slice(ancestor.length).replace(/^\./, '');
}

/** The nearest of the known paths above one. */
export function ownerOf(path: string, known: { has(path: string): boolean }): string | undefined {
  for (let end = path.length - 1; end > 0; end--) {
    if (path[end] !== '.' && path[end] !== '[') continue;
    const above = path.slice(0, end);
    if (known.has(above)) return above;
  }
  return undefined;
}
