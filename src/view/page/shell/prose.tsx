/** A sentence of the app, in which names of code stand between backticks. */
export function Prose({ text }: { readonly text: string }) {
  const parts = text.split('`');
  // A backtick without its other half is one.
  if (parts.length % 2 === 0) return <>{text}</>;
  return (
    <>
      {parts.map((part, at) =>
        at % 2 === 0 ? (
          part
        ) : (
          <code key={`${at}${part}`} class="code">
            {part}
          </code>
        ),
      )}
    </>
  );
}
