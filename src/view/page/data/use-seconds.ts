import { useEffect, useState } from 'preact/hooks';

/** Renders a component anew each second, for as long as it shows how long something goes on. */
export function useSeconds(goesOn = true): void {
  const [, setSecond] = useState(0);
  useEffect(() => {
    if (!goesOn) return undefined;
    const timer = setInterval(() => setSecond((second) => second + 1), 1_000);
    return () => clearInterval(timer);
  }, [goesOn]);
}
