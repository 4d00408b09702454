/** Flags of Node that are for one process alone: a debugger's port, code given on the command line, tools around it. */
const NOT_INHERITED =
  /^(--inspect(-brk|-wait|-port|-publish-uid)?|--debug-port|-e|--eval|-p|-pe|--print|-i|--interactive|-c|--check|--input-type|--watch(-path|-preserve-output)?|--test(-.*)?|--run|--cpu-prof(-.*)?|--heap-prof(-.*)?|--title)(=|$)/;

/** Of these the value may be the next argument. */
const WITH_VALUE =
  /^(-e|--eval|-p|-pe|--print|--input-type|--watch-path|--inspect-port|--debug-port|--test-.*|--run|--cpu-prof-.*|--heap-prof-.*|--title)$/;

/** The flags of Node with which the process of a worker is started, from those of the app's own process. */
export function inheritedFlags(execArgv: readonly string[]): string[] {
  const inherited: string[] = [];
  for (let at = 0; at < execArgv.length; at++) {
    const flag = execArgv[at] as string;
    if (!NOT_INHERITED.test(flag)) inherited.push(flag);
    else if (WITH_VALUE.test(flag) && !(execArgv[at + 1] ?? '-').startsWith('-')) at++;
  }
  return inherited;
}

const DEBUGGER_OPTION = /(^|\s)--inspect(-[a-z]+)*(=\S*)?(?=\s|$)/g;

/** The environment of the process of a worker, from that of the app: the flags of Node in it as well. */
export function inheritedEnvironment(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { NODE_OPTIONS } = environment;
  if (NODE_OPTIONS === undefined) return { ...environment };
  return { ...environment, NODE_OPTIONS: NODE_OPTIONS.replaceAll(DEBUGGER_OPTION, '') };
}
