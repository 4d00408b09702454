import { useEffect, useRef } from 'preact/hooks';
import { type Section, selectedCall, selectedPath, shownSection } from '../data/selection.js';

const SECTIONS: readonly { readonly name: Section; readonly label: string }[] = [
  { name: 'timeline', label: 'Timeline' },
  { name: 'components', label: 'Components' },
  { name: 'details', label: 'Details' },
];

/** Goes from one part to another, where there is no room for all. */
export function SectionSwitch() {
  const selected = `${selectedPath.value} ${selectedCall.value}`;
  const last = useRef(selected);
  useEffect(() => {
    // Whoever chooses something wants to see it.
    if (last.current !== selected && selected !== 'undefined undefined') shownSection.value = 'details';
    last.current = selected;
  }, [selected]);
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
