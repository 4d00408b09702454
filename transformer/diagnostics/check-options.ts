import type ts from 'typescript';
import { parameterName, type RunMethod } from '../analyze/run-method.js';
import type { Project } from '../project.js';
import type { Component } from '../scan/components.js';
import { readIgnored, readInnerOption, readOption } from '../scan/options.js';
import { findings } from './catalogue.js';
import { createDiagnostic } from './diagnostic.js';

interface Range {
  readonly expected: string;
  accepts(value: number): boolean;
}

const count: Range = {
  expected: 'an integer from 1 up',
  accepts: (value) => Number.isInteger(value) && value >= 1,
};
const amount: Range = { expected: 'a number above 0', accepts: (value) => value > 0 };
const wait: Range = { expected: 'a number of milliseconds from 0 up', accepts: (value) => value >= 0 };
const factor: Range = { expected: 'a number from 1 up', accepts: (value) => value >= 1 };
const share: Range = { expected: 'a number from 0 to 1', accepts: (value) => value >= 0 && value <= 1 };

/** What the types of the options cannot say. */
const ranges: Readonly<Record<string, Range>> = {
  maxEntries: count,
  maxQueue: count,
  ttlMs: amount,
  concurrency: count,
  timeoutMs: amount,
  maxResultBytes: count,
  maxArgumentBytes: count,
  maxMemoryMb: count,
  'retry.attempts': count,
  'retry.backoffMs': wait,
  'retry.factor': factor,
  'retry.jitter': share,
};

const executors = ['inline', 'thread', 'process'];

/** Reports options that type-check and yet cannot be taken: numbers out of range, names of no parameter. */
export function checkOptions(
  project: Project,
  component: Component,
  run: RunMethod | undefined,
): ts.Diagnostic[] {
  const { ts } = project;
  const { decorator } = component;
  const found: ts.Diagnostic[] = [];
  const executor = readOption(project, decorator, 'executor');
  if (executor?.type.isStringLiteral() && !executors.includes(executor.type.value)) {
    const expected = executors.map((name) => `'${name}'`).join(', ');
    const finding = findings.wrongOption('executor', `one of ${expected}`, executor.type.value);
    found.push(createDiagnostic(ts, finding, executor.at));
  }
  for (const [name, { expected, accepts }] of Object.entries(ranges)) {
    const [outer = name, inner] = name.split('.');
    const option =
      inner === undefined
        ? readOption(project, decorator, outer)
        : readInnerOption(project, decorator, outer, inner);
    if (option?.type.isNumberLiteral() && !accepts(option.type.value))
      found.push(
        createDiagnostic(ts, findings.wrongOption(name, expected, String(option.type.value)), option.at),
      );
  }
  if (!run) return found;
  const names = run.parameters.map((one, index) => parameterName(project, one, index).replace('...', ''));
  const hasRest = run.parameters.some(({ dotDotDotToken }) => dotDotDotToken);
  const { listed, isComplete } = readIgnored(project, decorator);
  // A list that may still change when it is read is left to the decorator.
  for (const { at, value } of isComplete ? listed : []) {
    const isPosition = typeof value === 'number';
    const isKnown = isPosition
      ? Number.isInteger(value) && value >= 0 && (hasRest || value < names.length)
      : names.includes(value);
    if (isKnown) continue;
    const expected = isPosition
      ? `a position from 0 to ${names.length - 1}`
      : `the name of a parameter (${names.join(', ')})`;
    found.push(createDiagnostic(ts, findings.wrongOption('ignore', expected, String(value)), at));
  }
  return found;
}
