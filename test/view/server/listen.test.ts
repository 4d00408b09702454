import { EventEmitter } from 'node:events';
import type { Server } from 'node:http';
import { listen } from '../../../src/view/server/http/listen.js';

/** A server on a machine where only one port is free, or none. */
class FullMachine extends EventEmitter {
  readonly tried: number[] = [];

  constructor(
    private readonly free: number | undefined,
    private readonly code = 'EADDRINUSE',
  ) {
    super();
  }

  listen({ port }: { readonly port: number }): void {
    this.tried.push(port);
    if (port === this.free) this.emit('listening');
    else this.emit('error', Object.assign(new Error(`listen ${this.code}`), { code: this.code }));
  }

  address(): { readonly port: number } {
    return { port: this.tried.at(-1)! };
  }
}

const listenOn = (machine: FullMachine, port: number): Promise<number> =>
  listen(machine as unknown as Server, '127.0.0.1', port, true);

it('takes the next free port, however far that is', async () => {
  const machine = new FullMachine(9_000);

  expect(await listenOn(machine, 7_501)).toBe(9_000);
  expect(machine.tried).toEqual(Array.from({ length: 1_500 }, (_, index) => 7_501 + index));
  expect([machine.listenerCount('error'), machine.listenerCount('listening')]).toEqual([0, 0]);
});

it.each([
  [65_000, 'All ports from 65000 to 65535 of 127.0.0.1 are taken. Give another `port`, or 0 for any.'],
  [65_535, 'Port 65535 of 127.0.0.1 is taken. Give another `port`, or 0 for any.'],
])('says from %i on that all are taken', async (port, message) => {
  await expect(listenOn(new FullMachine(undefined), port)).rejects.toThrow(message);
});

it('tries no other port where the first may not be used', async () => {
  const machine = new FullMachine(81, 'EACCES');

  await expect(listenOn(machine, 80)).rejects.toThrow('Give a `port` above 1023.');
  expect(machine.tried).toEqual([80]);
});
