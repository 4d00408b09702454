import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Program } from '../app/run-program.js';
import { Visit } from './support/visit.js';

const samples = join(__dirname, '..', '..', 'samples');
const LINES = [
  'I received the following props: args: [{"value":1}]',
  'I received the following props: args: [{"value":10}]',
];

/** The seed's sample, started by hand. */
export function describeRun(): void {
  describe('the first sample', () => {
    it('prints its two lines after a click on Run, and none before', async () => {
      const program = new Program(seed(), { WORKLOOP_VIEW: '' });
      try {
        await program.shows('/view\n');
        const visit = await Visit.to(/http:\S+/.exec(program.stdout)![0]);
        await visit.sees('EchoAgain is waiting');
        const before = program.lines.slice(1);

        await visit.button('Run').click();
        await visit.call('succeeded', '({value: 1})').waitFor();
        await visit.call('succeeded', '({value: 10})').waitFor();

        expect(before).toEqual([]);
        expect(program.lines.slice(1)).toEqual(LINES);
        expect(await figure(visit, 'Executions')).toBe('2');
        await visit.until(
          'Number(document.querySelector(".header-figures").children[3].querySelector("dd").textContent.replace(/\\D/g, "")) > 4',
        );
        expect(await visit.page.locator('.call-row').count()).toBe(2);

        program.kill('SIGINT');
        await visit.sees('The app has ended');
        expect((await program.ended).code).toBe(0);
        expect(program.lines.slice(1, -1)).toEqual(LINES);
      } finally {
        program.kill('SIGKILL');
        await program.ended;
      }
    });
  });
}

/** The sample as it stands in its files, without its end after fifty passes, and waiting for Run. */
function seed(): string {
  const echo = readFileSync(join(samples, '01-caching', 'echo.ts'), 'utf8');
  const app = readFileSync(join(samples, '01-caching', 'in-a-flow.ts'), 'utf8');
  const changed = app
    .replace("if (++this.#passes > 50) stop('50 passes are over');", '')
    .replace('{ heartbeatMs: 1 }', "{ view: { port: 0, start: 'manual' } }");
  if (changed.length === app.length) throw new Error('The sample is another one now.');
  return `${echo}\n${changed}`.replaceAll(/^import .*;$/gm, '');
}

async function figure(visit: Visit, name: string): Promise<string | null> {
  const figures = visit.page.locator('.header-figures > div');
  return figures.filter({ hasText: name }).locator('dd').textContent();
}
