import type ts from 'typescript';
import type { ParameterShapes, Shape, Unidentifiable } from './shape.js';

/** A part of a parameter list that has no canonical text. */
export interface UnidentifiablePart {
  /** Where, from the argument list on: `args[0].client.socket`, `args[1].rows[number]`, `args[0].byId (value)`. */
  readonly path: string;
  /** Index of the parameter that it is a part of. */
  readonly parameter: number;
  readonly why: Unidentifiable;
  /**
   * True if no call can ever work: the part is there in every value of the parameter's type. False if a value can do
   * without it: an optional property, one member of a union, an item of an array that may be empty.
   */
  readonly isCertain: boolean;
  /** What declares the part: the property, else the parameter. */
  readonly declaration?: ts.Declaration;
  /** What makes it unidentifiable, where that stands in the program: the `#private` member, the call signature. */
  readonly cause?: ts.Declaration;
}

/**
 * The parts of a parameter list that have no canonical text, those that let every call fail first. A part of a type
 * that occurs several times is given only where it occurs first.
 */
export function unidentifiableParts({ parameters, named }: ParameterShapes): UnidentifiablePart[] {
  const walk = new Walk(named);
  for (const [parameter, { shape, isOptional, isRest, declaration }] of parameters.entries()) {
    const path = isRest ? `args[${parameter}…]` : `args[${parameter}]`;
    walk.visit(shape, { path, parameter, declaration, isCertain: !isOptional && !isRest });
  }
  const certain = walk.parts.filter((part) => part.isCertain);
  const places = new Set(certain.map(({ path }) => path));
  return [...certain, ...walk.parts.filter((part) => !part.isCertain && !places.has(part.path))];
}

interface Place {
  readonly path: string;
  readonly parameter: number;
  readonly declaration: ts.Declaration | undefined;
  readonly isCertain: boolean;
}

/** What a value of some shape consists of, one level down. */
interface Child {
  readonly shape: Shape;
  /** The way from the value to the child, as it is written in a path. */
  readonly step: string;
  /** Whether each value of the shape has the child. */
  readonly isCertain: boolean;
  readonly declaration?: ts.Declaration;
}

class Walk {
  readonly parts: UnidentifiablePart[] = [];
  readonly #named: readonly Shape[];
  readonly #seen = { certain: new Set<Shape>(), possible: new Set<Shape>() };

  constructor(named: readonly Shape[]) {
    this.#named = named;
  }

  visit(reference: Shape, place: Place): void {
    const shape = resolved(reference, this.#named);
    if (shape.kind === 'unidentifiable') {
      this.#report(shape, place);
      return;
    }
    const seen = place.isCertain ? this.#seen.certain : this.#seen.possible;
    if (seen.has(shape)) return;
    seen.add(shape);
    // A union fails for certain only if each of its members does.
    const isCertain = place.isCertain && (shape.kind !== 'union' || certainlyFails(shape, this.#named));
    for (const child of childrenOf(shape)) {
      this.visit(child.shape, {
        path: `${place.path}${child.step}`,
        parameter: place.parameter,
        declaration: child.declaration ?? place.declaration,
        isCertain: isCertain && child.isCertain,
      });
    }
  }

  #report(shape: Extract<Shape, { kind: 'unidentifiable' }>, place: Place): void {
    this.parts.push({
      path: place.path,
      parameter: place.parameter,
      why: shape.why,
      isCertain: place.isCertain,
      ...(place.declaration && { declaration: place.declaration }),
      ...(shape.declaration && { cause: shape.declaration }),
    });
  }
}

/** Whether no value of a shape has a canonical text. A type that recurs is taken to have one until shown otherwise. */
function certainlyFails(
  reference: Shape,
  named: readonly Shape[],
  open: ReadonlySet<Shape> = new Set(),
): boolean {
  const shape = resolved(reference, named);
  if (shape.kind === 'unidentifiable') return true;
  if (open.has(shape)) return false;
  const inside = new Set(open).add(shape);
  const fails = (child: Child) => child.isCertain && certainlyFails(child.shape, named, inside);
  const children = childrenOf(shape);
  return shape.kind === 'union' ? children.length > 0 && children.every(fails) : children.some(fails);
}

function resolved(shape: Shape, named: readonly Shape[]): Shape {
  return shape.kind === 'named' ? (named[shape.id] ?? { kind: 'generic' }) : shape;
}

function childrenOf(shape: Shape): Child[] {
  switch (shape.kind) {
    case 'union':
      return shape.members.map((member) => ({ shape: member, step: '', isCertain: true }));
    case 'object':
    case 'instance': {
      const fields = shape.fields.map((field) => ({
        shape: field.shape,
        step: accessTo(field.name),
        isCertain: !field.isOptional,
        ...(field.declaration && { declaration: field.declaration }),
      }));
      const rest = shape.kind === 'object' ? shape.rest : undefined;
      return rest === undefined ? fields : [...fields, perhaps(rest, '[string]')];
    }
    case 'array':
      return [perhaps(shape.item, '[number]')];
    case 'tuple':
      return shape.items.map((item, index) => ({
        shape: item.shape,
        step: `[${item.isRest ? 'number' : index}]`,
        isCertain: !item.isOptional && !item.isRest,
      }));
    case 'map':
      return [perhaps(shape.key, ' (key)'), perhaps(shape.value, ' (value)')];
    case 'set':
      return [perhaps(shape.item, ' (member)')];
    case 'primitive':
    case 'literal':
    case 'builtIn':
    case 'named':
    case 'generic':
    case 'unidentifiable':
      return [];
  }
}

function perhaps(shape: Shape, step: string): Child {
  return { shape, step, isCertain: false };
}

function accessTo(name: string): string {
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`;
}
