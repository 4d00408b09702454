import ts from 'typescript';
import { saltVersions } from '../../transformer/emit/salt.js';

/** The version that a subclass's file gets beside a base file, as an incremental build compares it. */
function versionBeside(base: string): string | undefined {
  const texts = {
    '/base.ts': base,
    '/sub.ts': "import { Base } from './base'; export class Sub extends Base {}",
  };
  const files = Object.entries(texts).map(([name, text]) =>
    Object.assign(ts.createSourceFile(name, text, ts.ScriptTarget.ES2022), { version: text }),
  );
  saltVersions(ts, { getSourceFiles: () => files } as unknown as ts.Program, undefined);
  return files[1]?.version;
}

const decorated = (imports: string) => `${imports} @cached() export class Base {}`;

test('a file is compiled again when a decorator of its base, whatever its name, comes from elsewhere', () => {
  const ours = versionBeside(decorated("import { cached } from './ours';"));
  expect(versionBeside(decorated("import { cached } from './ours';"))).toBe(ours);
  expect(versionBeside(decorated("import { cached } from './theirs';"))).not.toBe(ours);
});

test('a file is not compiled again for an import of its base that is behind no decorator', () => {
  const before = versionBeside(decorated("import { cached } from './ours'; import { sum } from './sum';"));
  expect(versionBeside(decorated("import { cached } from './ours'; import { sum } from './add';"))).toBe(
    before,
  );
});
