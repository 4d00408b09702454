import type ts from 'typescript';
import { hiddenFieldsOf } from '../analyze/hidden-fields.js';
import { instanceTypeOf, typeContextOf } from '../analyze/run-method.js';
import type { Project } from '../project.js';
import { type Component, marksOf } from '../scan/components.js';
import { isOnWorkers } from '../scan/executing.js';
import { baseOf } from '../scan/heritage.js';
import { isRegistered } from '../scan/told-elsewhere.js';
import { builtInOf, isPlatformFile } from '../shape/built-in.js';
import { baseTypes } from '../shape/class-instance.js';
import { ShapeReader } from '../shape/shape-reader.js';
import { type UnidentifiablePart, unidentifiableParts } from '../shape/unidentifiable.js';
import { uncrossableField } from './catalogue.js';
import { isDoubtful } from './check-arguments.js';
import { componentKindOf } from './check-class.js';
import { createDiagnostic } from './diagnostic.js';

/**
 * Reports public fields of a work that cannot be state, whatever value of their type they hold. Calls fail by them only where
 * they execute in a worker; inline nothing crosses.
 */
export function checkState(project: Project, { kind, node, decorator }: Component): ts.Diagnostic[] {
  if (kind !== 'work') return [];
  const { ts, checker } = project;
  const hidden = new Set(hiddenFieldsOf(project, node));
  const name = node.name?.text ?? 'the class';
  const where = isOnWorkers(project, node, decorator) ? 'worker' : 'maybeInline';
  return (instanceTypeOf(project, node)?.getProperties() ?? []).flatMap((property) => {
    const field = property.valueDeclaration;
    // Of a field called `run` there is more to say.
    if (/^([_#]|run$)/.test(property.name) || hidden.has(property.name)) return [];
    if (!field || !isWritten(ts, field) || !isSaidHere(project, node, field)) return [];
    const finding = findingOf(name, property.name, checker.getTypeOfSymbolAtLocation(property, node), field);
    if (!finding) return [];
    const isOwn = isInside(field, node);
    const at = (isOwn ? ts.getNameOfDeclaration(field) : node.name) ?? node;
    const hints = isOwn
      ? []
      : [{ at: ts.getNameOfDeclaration(field) ?? field, text: 'It is declared here.' }];
    return [createDiagnostic(ts, finding, at, hints)];
  });

  function findingOf(className: string, fieldName: string, type: ts.Type, declaration: FieldDeclaration) {
    if (componentKindOf(project, type)) return undefined;
    const part = certainPart(project, type, declaration, node);
    if (part) {
      const path = part.path.replace('args[0]', fieldName);
      return uncrossableField(className, path, { why: part.why }, where);
    }
    const instanceOf = declaration.questionToken ? undefined : platformClassOf(project, type);
    return instanceOf === undefined
      ? undefined
      : uncrossableField(className, fieldName, { instanceOf }, where);
  }
}

type FieldDeclaration = ts.PropertyDeclaration | ts.ParameterDeclaration;

/** A field that every instance has, in a class whose text can be seen. */
function isWritten(ts: Project['ts'], declaration: ts.Declaration): declaration is FieldDeclaration {
  const { Ambient, Abstract, Accessor } = ts.ModifierFlags;
  const isField = ts.isPropertyDeclaration(declaration) || ts.isParameter(declaration);
  const isElsewhere = declaration.getSourceFile().isDeclarationFile;
  return (
    isField && !isElsewhere && !(ts.getCombinedModifierFlags(declaration) & (Ambient | Abstract | Accessor))
  );
}

/** Whether no component stands between a class and the one with the field: that component is told of it. */
function isSaidHere(project: Project, node: ts.ClassLikeDeclaration, field: ts.Declaration): boolean {
  const seen = new Set<ts.Node>();
  for (let one = node; !isInside(field, one); ) {
    const base = baseOf(project, one);
    if (base.kind !== 'class' || seen.has(one)) return false;
    seen.add(one);
    one = base.node;
    if (marksOf(project, one).length > 0) return false;
  }
  return true;
}

function isInside(node: ts.Node, ancestor: ts.Node): boolean {
  for (let one: ts.Node | undefined = node; one; one = one.parent) if (one === ancestor) return true;
  return false;
}

/** The part of a field's values that can certainly not cross. What has no identity cannot. */
function certainPart(
  project: Project,
  type: ts.Type,
  declaration: FieldDeclaration,
  node: ts.Node,
): UnidentifiablePart | undefined {
  const reader = new ShapeReader(typeContextOf(project), node);
  const parameter = {
    name: 'field',
    shape: reader.shapeOf(type),
    isOptional: declaration.questionToken !== undefined,
    isRest: false,
  };
  const parts = unidentifiableParts({ parameters: [parameter], named: reader.named });
  // A symbol that is not a constant's own may be a registered one, which crosses by its key.
  const maySymbolCross = ({ why, cause }: UnidentifiablePart): boolean => why === 'symbol' && !cause;
  return parts.find((part) => part.isCertain && !isDoubtful(project, part) && !maySymbolCross(part));
}

/**
 * The name of the class of the language, the platform or Node that values of a type are instances of, where those
 * cannot cross: a server, an event emitter, a formatter.
 */
function platformClassOf(project: Project, type: ts.Type): string | undefined {
  const { ts, checker, program } = project;
  const seen = new Set<ts.Type>();
  const find = (one: ts.Type): 'crosses' | ts.Symbol | undefined => {
    const symbol = one.getSymbol();
    if (seen.has(one) || !symbol || isRegistered(project, symbol)) return undefined;
    seen.add(one);
    if (builtInOf(symbol, program) || symbol.name === 'DOMException') return 'crosses';
    const bases = baseTypes(checker, one).map(find);
    if (bases.includes('crosses')) return 'crosses';
    const inherited = bases.find((base) => base !== undefined);
    return inherited ?? (isPlatformClass(symbol) ? symbol : undefined);
  };
  const isPlatformClass = (symbol: ts.Symbol): boolean => {
    const { valueDeclaration, declarations = [] } = symbol;
    if (!valueDeclaration || !declarations.every((at) => isPlatformFile(at.getSourceFile(), program)))
      return false;
    if (symbol.flags & ts.SymbolFlags.Class) return true;
    const isNamed = (symbol.flags & ts.SymbolFlags.Interface) !== 0;
    const value = checker.getTypeOfSymbolAtLocation(symbol, valueDeclaration);
    return isNamed && value.getConstructSignatures().length > 0;
  };
  const found = checker.isArrayType(type) || checker.isTupleType(type) ? undefined : find(type);
  return found === 'crosses' ? undefined : found?.name;
}
