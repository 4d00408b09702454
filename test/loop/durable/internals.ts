/*
 * What tests of compiled works ask the framework's own modules. Not imported: a work reaches what its test imports, and these
 * are sources that are not compiled with the transformer, so that nothing of it would be stored.
 */
const { definitionOf } = jest.requireActual<typeof import('../../../src/component/definition.js')>(
  '../../../src/component/definition.js',
);
const { settingsOf } = jest.requireActual<typeof import('../../../src/component/with-options.js')>(
  '../../../src/component/with-options.js',
);
const fingerprints = jest.requireActual<typeof import('../../../src/fingerprint/fingerprints.js')>(
  '../../../src/fingerprint/fingerprints.js',
);

/** The options of a work, whatever they come from. */
export function optionsOf(work: object): ReturnType<typeof settingsOf>['options'] {
  const definition = definitionOf(work);
  if (definition?.kind !== 'work') throw new Error('Expected a work.');
  return settingsOf(work, definition).options;
}

/** Gives works other fingerprints, as an edit of their code does: digests by the names of classes. */
export function pretendEdits(edits: () => Readonly<Record<string, string>>): void {
  const { fingerprintOf } = fingerprints;
  jest.spyOn(fingerprints, 'fingerprintOf').mockImplementation((id) => {
    const digest = edits()[id.split('#').at(-1) as string];
    return digest === undefined ? fingerprintOf(id) : { kind: 'known', digest, reaches: [] };
  });
}
