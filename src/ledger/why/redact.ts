/**
 * Says what stands in the place of a value in everything that is shown and stored to explain calls. Asked for every leaf
 * and every container.
 *
 * @param where The work, as messages call it, and the place in the arguments: `args[0].password`.
 */
export type Redact = (value: unknown, where: { readonly work: string; readonly path: string }) => unknown;
