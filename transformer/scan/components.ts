import type ts from 'typescript';
import type { Project } from '../project.js';
import { moduleIdOf, qualifiedNameOf } from './names.js';
import { type ComponentKind, kindOfDecorator } from './ours.js';

/** One class that a decorator of ours stands on. */
export interface Component {
  readonly kind: ComponentKind;
  readonly node: ts.ClassLikeDeclaration;
  readonly decorator: ts.Decorator;
  /** The method that carries the decorator, where it is not the class that does. */
  readonly method?: ts.MethodDeclaration;
  /** Class id: `my-app/src/daily#Processor`, unique in its module. */
  readonly id: string;
}

/** All components of a file in the order of its text. */
export function findComponents(project: Project, sourceFile: ts.SourceFile): Component[] {
  const { ts } = project;
  const found: Component[] = [];
  const moduleId = moduleIdOf(project, sourceFile);
  const taken = new Map<string, number>();
  const visit = (node: ts.Node): void => {
    if (ts.isClassLike(node)) {
      const marks = marksOf(project, node);
      if (marks.length > 0) {
        const name = qualifiedNameOf(project, node);
        const count = (taken.get(name) ?? 0) + 1;
        taken.set(name, count);
        const id = `${moduleId}#${name}${count === 1 ? '' : `~${count}`}`;
        for (const mark of marks) found.push({ ...mark, node, id });
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(sourceFile);
  return found;
}

/** Our decorators on a class, or on its `run`. */
export function marksOf(
  project: Project,
  node: ts.ClassLikeDeclaration,
): Pick<Component, 'kind' | 'decorator' | 'method'>[] {
  const { ts } = project;
  const marks: Pick<Component, 'kind' | 'decorator' | 'method'>[] = [];
  const collect = (decorated: ts.HasDecorators, method?: ts.MethodDeclaration): void => {
    for (const decorator of ts.getDecorators(decorated) ?? []) {
      const kind = kindOfDecorator(project, decorator);
      if (kind) marks.push({ kind, decorator, ...(method && { method }) });
    }
  };
  collect(node);
  for (const member of node.members) if (isRun(project, member)) collect(member, member);
  return marks;
}

/** Whether a class member is a method called `run`. */
export function isRun({ ts }: Project, member: ts.ClassElement): member is ts.MethodDeclaration {
  return ts.isMethodDeclaration(member) && ts.isIdentifier(member.name) && member.name.text === 'run';
}
