/** Text of several lines as it is; it scrolls where it is wide, and can then be reached by keyboard. */
export function CodeText({ text, label }: { readonly text: string; readonly label: string }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a section around it would be one element more for nothing.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be reached by keyboard.
    <pre class="code-text" tabIndex={0} role="region" aria-label={label}>
      {text}
    </pre>
  );
}
