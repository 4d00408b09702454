import { useEffect, useState } from 'preact/hooks';

/** What the system says; for what is drawn, not styled: it has to be drawn anew. */
export function useSystemScheme(): 'dark' | 'light' {
  const [isDark, setDark] = useState(() => matchMedia('(prefers-color-scheme: dark)').matches);
  useEffect(() => {
    const scheme = matchMedia('(prefers-color-scheme: dark)');
    const follow = (): void => setDark(scheme.matches);
    follow();
    scheme.addEventListener('change', follow);
    return () => scheme.removeEventListener('change', follow);
  }, []);
  return isDark ? 'dark' : 'light';
}
