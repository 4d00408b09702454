/** Keeps Enter that is held down from pressing a button again and again, or the one that takes its place. */
export function actOnce(event: KeyboardEvent): void {
  if (event.repeat && event.key === 'Enter') event.preventDefault();
}
