/** What the first app has to keep to. */
export interface FirstAppSettings {
  /** The folder whose files it reads, from the folder where it runs. */
  readonly folder: string;
  /** Whether its module may wait at its top level. */
  readonly mayAwait: boolean;
}

/** The text of the app that `init` puts into a project: small, of use, and ends by itself. */
export function firstApp({ folder, mayAwait }: FirstAppSettings): string {
  return `import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { App, flow, stop, work } from 'workloop';

// Run this twice: the second time no file is counted, because nothing changed. Change a file, or the code of \`run\`
// below, and what depends on it is counted again. What was counted is kept in the folder .workloop.

const folder = ${quoted(folder)};

/** A work does something slow. It executes once for each list of arguments, so what matters is an argument. */
@work()
class CountLines {
  run(file: string, changedMs: number): number {
    console.log(\`counting \${file}, last changed \${new Date(changedMs).toLocaleString()}\`);
    return readFileSync(file, 'utf8').split('\\n').length;
  }
}

/** A flow says what should be true now. It is called again and again, until it stops the app. */
@flow()
class Survey {
  readonly countLines = new CountLines();

  run(): void {
    const files = readdirSync(folder).filter((name) => name.endsWith('.ts'));
    let lines = 0;
    for (const name of files) {
      const file = join(folder, name);
      lines += this.countLines.run(file, statSync(file).mtimeMs);
    }
    stop(\`\${folder} has \${lines} lines of TypeScript\`);
  }
}

${mayAwait ? 'await' : 'void'} new App(new Survey(), { store: '.workloop' }).run();
`;
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
