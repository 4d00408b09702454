import type ts from 'typescript';
import { builtInOf, isPlatformFile } from './built-in.js';
import {
  baseTypes,
  classDeclarations,
  hasIdentityProtocol,
  privateMember,
  registeredKeyOfDeclaration,
} from './class-instance.js';
import type { Field, Shape, TupleItem } from './shape.js';
import type { TypeContext } from './type-context.js';

const generic: Shape = { kind: 'generic' };

/** Types nested deeper are left to the generic encoder: `interface Nest<T> { in: Nest<T[]> }` has no end. */
const maxDepth = 24;

/** Object types of one parameter list. Past it a generated hasher would be larger than what it saves. */
const maxObjectTypes = 256;

/** Properties of one object type; large records of settings gain nothing from code of their own. */
const maxFields = 256;

/**
 * Reads the types of one parameter list as shapes. Every object type is read once: a second occurrence is the same
 * `Shape`, and an occurrence inside itself is `named`.
 */
export class ShapeReader {
  /** Bodies of the recursive types met so far, by id. */
  readonly named: Shape[] = [];
  readonly #context: TypeContext;
  readonly #location: ts.Node;
  readonly #known = new Map<ts.Type, Shape>();
  /** Types being read, with the id that each got if it was met inside itself. */
  readonly #open = new Map<ts.Type, number | undefined>();

  constructor(context: TypeContext, location: ts.Node) {
    this.#context = context;
    this.#location = location;
  }

  shapeOf(type: ts.Type): Shape {
    const primitive = this.#primitive(type);
    if (primitive !== undefined) return primitive;
    const known = this.#known.get(type);
    if (known !== undefined) return known;
    if (this.#open.has(type)) return this.#reference(type);
    if (this.#open.size >= maxDepth || this.#known.size >= maxObjectTypes) return generic;
    this.#open.set(type, undefined);
    const shape = this.#structure(type);
    const id = this.#open.get(type);
    this.#open.delete(type);
    if (id !== undefined) this.named[id] = shape;
    const result: Shape = id === undefined ? shape : { kind: 'named', id };
    this.#known.set(type, result);
    return result;
  }

  #reference(type: ts.Type): Shape {
    const id = this.#open.get(type) ?? this.named.length;
    this.#open.set(type, id);
    this.named[id] ??= generic;
    return { kind: 'named', id };
  }

  #primitive(type: ts.Type): Shape | undefined {
    const { TypeFlags } = this.#context.typescript;
    const is = (flags: ts.TypeFlags) => (type.flags & flags) !== 0;
    if (is(TypeFlags.Any | TypeFlags.Unknown | TypeFlags.Never | TypeFlags.NonPrimitive)) return generic;
    if (type.isStringLiteral() || type.isNumberLiteral()) return { kind: 'literal', value: type.value };
    if (is(TypeFlags.BigIntLiteral)) return { kind: 'primitive', of: 'bigint' };
    if (is(TypeFlags.BooleanLiteral)) {
      return { kind: 'literal', value: this.#context.checker.typeToString(type) === 'true' };
    }
    if (is(TypeFlags.Boolean)) return { kind: 'primitive', of: 'boolean' };
    if (type.isUnion()) return undefined;
    if (is(TypeFlags.StringLike)) return { kind: 'primitive', of: 'string' };
    if (is(TypeFlags.NumberLike)) return { kind: 'primitive', of: 'number' };
    if (is(TypeFlags.BigIntLike)) return { kind: 'primitive', of: 'bigint' };
    if (is(TypeFlags.Undefined | TypeFlags.Void)) return { kind: 'primitive', of: 'undefined' };
    if (is(TypeFlags.Null)) return { kind: 'primitive', of: 'null' };
    if (is(TypeFlags.ESSymbolLike)) return this.#symbol(type);
    return undefined;
  }

  /** Well-known and registered symbols have a text; any other symbol is one of a kind and has none. */
  #symbol(type: ts.Type): Shape {
    const { typescript, program } = this.#context;
    const declaration = type.getSymbol()?.valueDeclaration;
    if (declaration !== undefined) {
      if (isPlatformFile(declaration.getSourceFile(), program)) return generic;
      if (registeredKeyOfDeclaration(typescript, program, declaration) !== undefined) return generic;
    }
    return { kind: 'unidentifiable', why: 'symbol', ...(declaration && { declaration }) };
  }

  #structure(type: ts.Type): Shape {
    const { typescript, checker } = this.#context;
    if (type.isUnion()) return this.#union(type);
    if (type.isIntersection()) return this.#intersection(type);
    if ((type.flags & typescript.TypeFlags.Instantiable) !== 0) return this.#typeParameter(type);
    if (checker.isTupleType(type)) return this.#tuple(type as ts.TypeReference);
    if (checker.isArrayType(type)) return { kind: 'array', item: this.#argument(type, 0) };
    const symbol = type.getSymbol();
    const platform = symbol && this.#platform(type, symbol);
    if (platform !== undefined) return platform;
    const signature = this.#signature(type);
    if (signature !== undefined) return unidentifiable('function', signature.getDeclaration());
    const inherited = this.#inherited(type);
    if (inherited !== undefined) return inherited;
    if (symbol !== undefined && (symbol.flags & typescript.SymbolFlags.Class) !== 0)
      return this.#instance(type);
    return this.#object(type);
  }

  #union(type: ts.UnionType): Shape {
    const shapes = new Set(type.types.map((member) => this.shapeOf(member)));
    return { kind: 'union', members: [...shapes] };
  }

  /** A branded value is what it would be without the brand; everything else is an object with all the properties. */
  #intersection(type: ts.IntersectionType): Shape {
    const { typescript } = this.#context;
    if (type.types.some((part) => (part.flags & typescript.TypeFlags.Instantiable) !== 0)) return generic;
    const special = type.types
      .map((part) => this.shapeOf(part))
      .find((shape) => shape.kind !== 'object' && shape.kind !== 'named' && shape.kind !== 'generic');
    if (special?.kind === 'instance') return { kind: 'instance', fields: this.#ownFields(type) };
    return special ?? this.#object(type);
  }

  /** The constraint of a type parameter says what its values can do, not what fields they have. */
  #typeParameter(type: ts.Type): Shape {
    const constraint = this.#context.checker.getBaseConstraintOfType(type);
    if (constraint === undefined || constraint === type) return generic;
    const shape = this.shapeOf(constraint);
    return isFieldless(shape) ? shape : generic;
  }

  #tuple(type: ts.TypeReference): Shape {
    const { checker, typescript } = this.#context;
    const { elementFlags } = type.target as ts.TupleType;
    const items = checker.getTypeArguments(type).map((item, index): TupleItem => {
      const flags = elementFlags[index] ?? typescript.ElementFlags.Required;
      const isVariadic = (flags & typescript.ElementFlags.Variadic) !== 0;
      return {
        shape: isVariadic ? generic : this.shapeOf(item),
        isOptional: (flags & typescript.ElementFlags.Optional) !== 0,
        isRest: (flags & typescript.ElementFlags.Variable) !== 0,
      };
    });
    return { kind: 'tuple', items };
  }

  #argument(type: ts.Type, index: number): Shape {
    const argument = this.#context.checker.getTypeArguments(type as ts.TypeReference)[index];
    return argument === undefined ? generic : this.shapeOf(argument);
  }

  #platform(type: ts.Type, symbol: ts.Symbol): Shape | undefined {
    const builtIn = builtInOf(symbol, this.#context.program);
    // `typeof Date` has the symbol of `Date` too; it is the constructor, and only its signatures tell.
    if (builtIn === undefined || this.#signature(type) !== undefined) return undefined;
    switch (builtIn.kind) {
      case 'value':
        return { kind: 'builtIn', name: builtIn.name };
      case 'map':
        return { kind: 'map', key: this.#argument(type, 0), value: this.#argument(type, 1) };
      case 'set':
        return { kind: 'set', item: this.#argument(type, 0) };
      case 'unidentifiable':
        return unidentifiable(builtIn.why);
      case 'generic':
        return generic;
    }
  }

  #signature(type: ts.Type): ts.Signature | undefined {
    const { checker, typescript } = this.#context;
    return (
      checker.getSignaturesOfType(type, typescript.SignatureKind.Call)[0] ??
      checker.getSignaturesOfType(type, typescript.SignatureKind.Construct)[0]
    );
  }

  /** What extends a stream or a promise is one; what extends another built-in, or a class, is no plain object. */
  #inherited(type: ts.Type): Shape | undefined {
    for (const base of baseTypes(this.#context.checker, type)) {
      if (this.#hasProtocol(type)) return generic;
      const shape = this.shapeOf(base);
      const isClass =
        shape.kind === 'unidentifiable' ? shape.why === 'privateState' : shape.kind === 'instance';
      if (isClass) return this.#instance(type);
      if (shape.kind === 'unidentifiable') return shape;
      if (shape.kind !== 'object' && shape.kind !== 'named') return generic;
    }
    return undefined;
  }

  #hasProtocol(type: ts.Type): boolean {
    const { typescript, checker, program } = this.#context;
    return hasIdentityProtocol(typescript, checker, program, classDeclarations(typescript, checker, type));
  }

  #instance(type: ts.Type): Shape {
    const { typescript, checker } = this.#context;
    if (this.#hasProtocol(type)) return generic;
    const member = privateMember(typescript, classDeclarations(typescript, checker, type));
    const isRegistered = this.#context.isRegistered?.(type.symbol) ?? false;
    if (member !== undefined && !isRegistered) return unidentifiable('privateState', member);
    return { kind: 'instance', fields: this.#ownFields(type) };
  }

  /** Fields of an instance; its methods and accessors are on the prototype and count for nothing. */
  #ownFields(type: ts.Type): Field[] {
    return this.#stringKeyed(type)
      .filter((property) => !this.#isOnPrototype(property))
      .slice(0, maxFields)
      .map((property) => this.#field(property));
  }

  #object(type: ts.Type): Shape {
    const { checker } = this.#context;
    const signature = this.#signature(type);
    if (signature !== undefined) return unidentifiable('function', signature.getDeclaration());
    const properties = this.#stringKeyed(type);
    const indexes = checker
      .getIndexInfosOfType(type)
      .filter(({ keyType }) => (keyType.flags & this.#context.typescript.TypeFlags.ESSymbol) === 0);
    const isOpaque = properties.length === 0 && indexes.length === 0;
    if (isOpaque || properties.length > maxFields || this.#isForeign(type)) return generic;
    // A mapped type such as `Partial<Point>` of a class: its values are instances more often than not.
    if (properties.some((property) => this.#isOnPrototype(property))) {
      return { kind: 'instance', fields: this.#ownFields(type) };
    }
    const fields = properties.map((property) => this.#field(property));
    const rests = new Set(indexes.map(({ type: value }) => this.shapeOf(value)));
    const [rest] = rests;
    if (rest === undefined) return { kind: 'object', fields };
    return { kind: 'object', fields, rest: rests.size === 1 ? rest : { kind: 'union', members: [...rests] } };
  }

  /** An object with methods of the platform that is no known built-in, and one that must have a symbol key. */
  #isForeign(type: ts.Type): boolean {
    const { checker, program, typescript } = this.#context;
    return checker.getPropertiesOfType(type).some((property) => {
      if (isSymbolKeyed(property)) return (property.flags & typescript.SymbolFlags.Optional) === 0;
      const declaration = declarationOf(property);
      const isMethod = declaration !== undefined && typescript.isMethodSignature(declaration);
      return isMethod && isPlatformFile(declaration.getSourceFile(), program);
    });
  }

  #stringKeyed(type: ts.Type): ts.Symbol[] {
    return this.#context.checker.getPropertiesOfType(type).filter((property) => !isSymbolKeyed(property));
  }

  #isOnPrototype(property: ts.Symbol): boolean {
    const { typescript } = this.#context;
    const declaration = declarationOf(property);
    return (
      declaration !== undefined &&
      typescript.isClassLike(declaration.parent) &&
      (typescript.isMethodDeclaration(declaration) || typescript.isAccessor(declaration))
    );
  }

  #field(property: ts.Symbol): Field {
    const { checker, typescript } = this.#context;
    const declaration = declarationOf(property);
    return {
      name: property.name,
      isOptional: (property.flags & typescript.SymbolFlags.Optional) !== 0,
      shape: this.shapeOf(checker.getTypeOfSymbolAtLocation(property, this.#location)),
      ...(declaration && { declaration }),
    };
  }
}

/** What declares a property; that of a mapped type has no value declaration of its own. */
function declarationOf(property: ts.Symbol): ts.Declaration | undefined {
  return property.valueDeclaration ?? property.declarations?.[0];
}

/** The compiler keeps symbol and `#private` names under an escape that no string key can have. */
function isSymbolKeyed({ escapedName }: ts.Symbol): boolean {
  const name = String(escapedName);
  return name.startsWith('__@') || name.startsWith('__#');
}

function isFieldless(shape: Shape): boolean {
  if (shape.kind === 'union') return shape.members.every(isFieldless);
  return shape.kind === 'primitive' || shape.kind === 'literal' || shape.kind === 'unidentifiable';
}

function unidentifiable(
  why: Extract<Shape, { kind: 'unidentifiable' }>['why'],
  declaration?: ts.Declaration,
): Shape {
  return { kind: 'unidentifiable', why, ...(declaration && { declaration }) };
}
