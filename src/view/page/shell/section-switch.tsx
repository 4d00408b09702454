import { type Section, shownSection } from '../data/selection.js';

const SECTIONS: readonly { readonly name: Section; readonly label: string }[] = [
  { name: 'timeline', label: 'Timeline' },
  { name: 'components', label: 'Components' },
  { name: 'details', label: 'Details' },
];

/** Goes from one part to another, where there is no room for all. */
export function SectionSwitch() {
  return (
    <nav class="section-switch" aria-label="Parts of the page">
      {SECTIONS.map(({ name, label }) => (
        <button
          key={name}
          type="button"
          aria-pressed={shownSection.value === name}
          onClick={() => {
            shownSection.value = name;
          }}
        >
          {label}
        </button>
      ))}
    </nav>
  );
}
