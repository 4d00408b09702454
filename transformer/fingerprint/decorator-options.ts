import type ts from 'typescript';
import type { Project } from '../project.js';
import { kindOfDecorator } from '../scan/ours.js';
import { unwrap } from '../scan/syntax.js';
import type { Replacement } from './tree-text.js';

/** The options on which it depends what a recorded result is the result of. */
const counting = ['version', 'ignore'];

/**
 * What counts of a decorator of ours: which one it is and these options. How long a call may take, where it runs and how
 * often it is tried does not change what `run` computes. Options that come from elsewhere count as a whole.
 */
export function replaceOurDecorator(project: Project, decorator: ts.Decorator): Replacement | undefined {
  const { ts } = project;
  const kind = kindOfDecorator(project, decorator);
  if (kind === undefined) return undefined;
  const expression = unwrap(ts, decorator.expression);
  const [options, ...others] = ts.isCallExpression(expression) ? expression.arguments : [];
  const literal = options && unwrap(ts, options);
  const children =
    literal && ts.isObjectLiteralExpression(literal)
      ? literal.properties.filter((one) => counts(project, one))
      : [options ?? []].flat();
  return { text: `decorator ${kind}`, children: [...children, ...others] };
}

function counts({ ts }: Project, { name }: ts.ObjectLiteralElementLike): boolean {
  // A spread, or a name that is computed: it may be one of these.
  if (name === undefined || ts.isComputedPropertyName(name)) return true;
  return ts.isIdentifier(name) || ts.isStringLiteral(name) ? counting.includes(name.text) : false;
}
