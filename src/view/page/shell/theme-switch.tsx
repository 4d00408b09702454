import { type Theme, theme } from '../data/preferences.js';
import { Icon, type IconName } from './icon.js';

const NEXT: Record<Theme, { readonly next: Theme; readonly icon: IconName }> = {
  auto: { next: 'light', icon: 'auto' },
  light: { next: 'dark', icon: 'sun' },
  dark: { next: 'auto', icon: 'moon' },
};

/** Goes from the system's theme to light to dark. */
export function ThemeSwitch() {
  const { next, icon } = NEXT[theme.value];
  const label = `Theme: ${theme.value === 'auto' ? 'as the system' : theme.value}`;
  return (
    <button
      type="button"
      class="plain icon-only"
      aria-label={label}
      title={`${label}. Switch to ${next === 'auto' ? 'that of the system' : next}`}
      onClick={() => {
        theme.value = next;
      }}
    >
      <Icon name={icon} />
    </button>
  );
}
