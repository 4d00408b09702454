/** What the threads of piscina and tinypool do: the `run` of Increment. */
export function increment(value: number): number {
  return value + 1;
}
