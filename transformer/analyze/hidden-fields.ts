import type ts from 'typescript';
import type { Project } from '../project.js';
import { baseOf } from '../scan/heritage.js';

/**
 * Names of the fields that TypeScript hides: `private` and `protected` ones, parameter properties among them, of a class
 * and of its bases as far as the program shows them. A subclass that makes a protected field public has the last word.
 */
export function hiddenFieldsOf(project: Project, node: ts.ClassLikeDeclaration): string[] {
  const isHidden = new Map<string, boolean>();
  const seen = new Set<ts.Node>();
  for (let one: ts.ClassLikeDeclaration | undefined = node; one && !seen.has(one); ) {
    seen.add(one);
    for (const [name, hidden] of fieldsOf(project, one)) if (!isHidden.has(name)) isHidden.set(name, hidden);
    const base = baseOf(project, one);
    one = base.kind === 'class' ? base.node : undefined;
  }
  return [...isHidden.keys()].filter((name) => isHidden.get(name));
}

/** The class's own instance fields, and whether each is hidden. */
function fieldsOf({ ts }: Project, node: ts.ClassLikeDeclaration): [string, boolean][] {
  const { Private, Protected, Static } = ts.ModifierFlags;
  type Field = ts.ClassElement | ts.ParameterDeclaration;
  const isField = (one: Field): boolean =>
    ts.isPropertyDeclaration(one) ||
    (ts.isParameter(one) && ts.isParameterPropertyDeclaration(one, one.parent));
  return node.members
    .flatMap((member): Field[] => (ts.isConstructorDeclaration(member) ? [...member.parameters] : [member]))
    .filter((one) => isField(one) && !(ts.getCombinedModifierFlags(one) & Static))
    .flatMap((one): [string, boolean][] => {
      const { name } = one;
      const isNamed =
        name && (ts.isIdentifier(name) || ts.isStringLiteral(name) || ts.isNumericLiteral(name));
      return isNamed ? [[name.text, (ts.getCombinedModifierFlags(one) & (Private | Protected)) !== 0]] : [];
    });
}
