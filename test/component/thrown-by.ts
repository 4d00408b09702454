/** What a decoration throws, as its code and its message. */
export function thrownBy(decorate: () => unknown): { code: unknown; message: string } {
  try {
    decorate();
  } catch (error) {
    return { code: (error as { code?: unknown }).code, message: (error as Error).message };
  }
  throw new Error('Nothing was thrown.');
}
