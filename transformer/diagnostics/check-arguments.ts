import type ts from 'typescript';
import { parameterName, type RunMethod } from '../analyze/run-method.js';
import type { Project } from '../project.js';
import type { Component } from '../scan/components.js';
import { isOption, isReadable, readIgnored, readOption } from '../scan/options.js';
import { mayBeRegistered, mayBeRelaxed } from '../scan/told-elsewhere.js';
import { type UnidentifiablePart, unidentifiableParts } from '../shape/unidentifiable.js';
import { type Reach, unidentifiableArgument } from './catalogue.js';
import { createDiagnostic, type Hint } from './diagnostic.js';

/** Reports the parts of a work's parameters by which no call, or not every call, can be told from another. */
export function checkArguments(project: Project, component: Component, run: RunMethod): ts.Diagnostic[] {
  const { ts } = project;
  const { listed, isComplete } = readIgnored(project, component.decorator);
  const ignored = new Set(listed.map(({ value }) => value));
  const isIgnored = ({ parameter: place }: UnidentifiablePart): boolean => {
    const declaration = run.shapes.parameters[place]?.declaration;
    const index = run.parameters.indexOf(declaration as ts.ParameterDeclaration);
    const parameter = run.parameters[index];
    const name = parameter && parameterName(project, parameter, index).replace('...', '');
    return ignored.has(place) || (name !== undefined && ignored.has(name));
  };
  // On its own an uncached work asks for no identity; in an app it does, to join an equal call under way.
  const isAlwaysAsked = !isOption(project, component.decorator, 'cacheCalls', false);
  const isSeen = isComplete && isCachingSeen(project, component) && !mayBeRelaxed(project, component.node);
  return fewOfEach(unidentifiableParts(run.shapes).filter((part) => !isIgnored(part))).map((part) => {
    const isCertain = part.isCertain && !isDoubtful(project, part);
    const reach = reachOf(isCertain, isAlwaysAsked, isSeen);
    const finding = unidentifiableArgument(part.why, part.path, reach);
    const at = placeOf(ts, component, run, part);
    return createDiagnostic(ts, finding, at, hintsAbout(ts, part, at));
  });
}

function reachOf(isCertain: boolean, isAlwaysAsked: boolean, isSeen: boolean): Reach {
  if (!isCertain) return 'sometimes';
  if (!isAlwaysAsked) return 'inApps';
  return isSeen ? 'always' : 'unlessIgnored';
}

/** What one parameter is told at most: who passes a whole module learns nothing from its hundredth function. */
const MOST_PER_PARAMETER = 5;

/** The first findings of each parameter, those that always fail before the others. */
function fewOfEach(parts: readonly UnidentifiablePart[]): readonly UnidentifiablePart[] {
  const told = new Map<number, number>();
  return [...parts.filter((part) => part.isCertain), ...parts.filter((part) => !part.isCertain)].filter(
    ({ parameter }) => {
      const count = (told.get(parameter) ?? 0) + 1;
      told.set(parameter, count);
      return count <= MOST_PER_PARAMETER;
    },
  );
}

/** Whether it can be told if calls are cached. */
function isCachingSeen(project: Project, { decorator }: Component): boolean {
  if (!readOption(project, decorator, 'cacheCalls')) return isReadable(project, decorator);
  return [true, false].some((value) => isOption(project, decorator, 'cacheCalls', value));
}

/** Whether a value of the type can be other than the type says of this part. */
export function isDoubtful(project: Project, part: UnidentifiablePart): boolean {
  return mayBeInherited(project.ts, part) || mayBeOfOther(project, part);
}

/** A subclass may be registered although its base is not. */
function mayBeOfOther(project: Project, { why, cause }: UnidentifiablePart): boolean {
  const Class = cause?.parent;
  if (why !== 'privateState' || !Class || !project.ts.isClassLike(Class)) return false;
  return mayBeRegistered(project, Class);
}

/** Instances of a class have their methods on the prototype, where they do not count. */
function mayBeInherited(ts: Project['ts'], { why, declaration }: UnidentifiablePart): boolean {
  return why === 'function' && declaration !== undefined && ts.isMethodSignature(declaration);
}

/** The smallest node that the reader can change here: the property, the parameter's type, or else the class's name. */
function placeOf(ts: Project['ts'], component: Component, run: RunMethod, part: UnidentifiablePart): ts.Node {
  const parameter = run.shapes.parameters[part.parameter]?.declaration;
  if (!parameter || parameter.getSourceFile() !== component.node.getSourceFile())
    return component.node.name ?? component.decorator;
  const isWithin = part.declaration && isInside(part.declaration, parameter);
  const declaration = isWithin && part.declaration ? part.declaration : parameter;
  return typeOrName(ts, declaration);
}

function typeOrName(ts: Project['ts'], declaration: ts.Declaration): ts.Node {
  if ((ts.isParameter(declaration) || ts.isPropertySignature(declaration)) && declaration.type)
    return declaration.type;
  return ts.getNameOfDeclaration(declaration) ?? declaration;
}

function isInside(node: ts.Node, ancestor: ts.Node): boolean {
  for (let one: ts.Node | undefined = node; one; one = one.parent) if (one === ancestor) return true;
  return false;
}

function hintsAbout(ts: Project['ts'], part: UnidentifiablePart, at: ts.Node): Hint[] {
  const hints: Hint[] = [];
  const property = part.declaration;
  if (property && !ts.isParameter(property))
    hints.push({
      at: ts.getNameOfDeclaration(property) ?? property,
      text: `\`${part.path}\` is declared here.`,
    });
  if (part.cause && part.cause !== property && !isInside(part.cause, at))
    hints.push({
      at: ts.getNameOfDeclaration(part.cause) ?? part.cause,
      text: 'This is what has no identity.',
    });
  return hints;
}
