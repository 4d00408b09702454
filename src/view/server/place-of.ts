/**
 * What kind of error it is and where it was thrown: `TypeError at page (…/routes.js:51:20)`. Its message is left out, because
 * that may quote what a request brought, or a value of the app.
 */
export function placeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'something was thrown that is no error';
  const frame = /^ {4}(at .*)$/m.exec(error.stack?.replace(error.message, '') ?? '')?.[1];
  return frame === undefined ? error.name : `${error.name} ${frame}`;
}
