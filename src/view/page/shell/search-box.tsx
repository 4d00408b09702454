import { Icon } from './icon.js';

export interface SearchBoxProps {
  /** Says what is searched, also where nothing is typed yet. */
  readonly label: string;
  readonly value: string;
  readonly onInput: (value: string) => void;
  readonly id?: string;
}

/** A field for what to look for. */
export function SearchBox({ label, value, onInput, id }: SearchBoxProps) {
  return (
    <label class="search">
      <Icon name="search" />
      <span class="unseen">{label}</span>
      <input
        type="search"
        id={id}
        placeholder={label}
        value={value}
        onInput={({ currentTarget }) => onInput(currentTarget.value)}
      />
    </label>
  );
}
