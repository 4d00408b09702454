/** A figure or a word with its name, in a list of them. */
export function Fact(props: { readonly name: string; readonly value: string; readonly isCode?: boolean }) {
  const { name, value, isCode = false } = props;
  return (
    <div>
      <dt>{name}</dt>
      <dd class={isCode ? 'code' : undefined}>{value}</dd>
    </div>
  );
}
