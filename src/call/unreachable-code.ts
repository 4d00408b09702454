import type { Host } from './host.js';

/** Says that a work blocks its flow for ever, because nothing that it comes to is kept. */
export function warnOfUnreachableCode(host: Host): void {
  host.warnOnce(
    `\`${host.path}\` has \`cacheCalls: false\` and blocks: no call of it ever completes a pass, so the code below ` +
      'the call is never reached. Let its calls be cached, or, where nothing waits for its result, set `parallel: true`.',
  );
}
