'use strict';
/*
 * Runs the command line of one toolchain for many projects, in one process: the patched compiler is loaded and warm.
 * In: the path of a JSON file with jobs `{ cwd, args }`; out, on stdout: `{ exitCode, output, warnings }` for each.
 */
const { readFileSync } = require('node:fs');

const [compilerPath, jobsPath] = process.argv.slice(2);
const ts = require(compilerPath);

function run({ cwd, args }) {
  process.chdir(cwd);
  const result = { exitCode: undefined, output: '', warnings: '' };
  const writeError = process.stderr.write;
  process.stderr.write = (text) => {
    result.warnings += text;
    return true;
  };
  try {
    const system = {
      ...ts.sys,
      getCurrentDirectory: () => cwd,
      write: (text) => {
        result.output += text;
      },
      exit: (code) => {
        result.exitCode ??= code;
      },
    };
    ts.executeCommandLine(system, () => {}, [...args, '--pretty', 'false']);
  } finally {
    process.stderr.write = writeError;
  }
  return result;
}

const jobs = JSON.parse(readFileSync(jobsPath, 'utf8'));
process.stdout.write(JSON.stringify(jobs.map(run)));
