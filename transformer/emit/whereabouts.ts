import type ts from 'typescript';
import type { TypeScript } from '../project.js';

/**
 * The text of an expression by which an emitted module says where it is: `import.meta.url` in an ES module, `__filename`
 * in CommonJS. Undefined where the module format has neither. Asked at the time of emit, because ts-jest emits CommonJS
 * whatever the tsconfig says.
 */
export function whereaboutsOf(
  ts: TypeScript,
  context: ts.TransformationContext,
  sourceFile: ts.SourceFile,
): string | undefined {
  const format = formatOf(context, sourceFile);
  if (format === ts.ModuleKind.CommonJS) return inCommonJs(ts, sourceFile);
  if (format === ts.ModuleKind.Preserve)
    return isWrittenAsCommonJs(ts, sourceFile) ? inCommonJs(ts, sourceFile) : 'import.meta.url';
  const isEs = format !== undefined && format >= ts.ModuleKind.ES2015;
  // A script may be loaded as whatever it is taken for, and `import.meta` would be a mistake in it.
  return isEs && ts.isExternalModule(sourceFile) ? 'import.meta.url' : undefined;
}

/** What the compiler's own choice of a module transformer is made by; missing from the public types. */
interface EmitContext extends ts.TransformationContext {
  getEmitHost?():
    | { getEmitModuleFormatOfFile?(sourceFile: ts.SourceFile): ts.ModuleKind | undefined }
    | undefined;
}

function formatOf(context: ts.TransformationContext, sourceFile: ts.SourceFile): ts.ModuleKind | undefined {
  const host = (context as EmitContext).getEmitHost?.();
  return host?.getEmitModuleFormatOfFile?.(sourceFile) ?? context.getCompilerOptions().module;
}

/** Under `preserve` a module stays what it was written as: `export =` and `import … = require(…)` are CommonJS. */
function isWrittenAsCommonJs(ts: TypeScript, { statements }: ts.SourceFile): boolean {
  const isOld = (one: ts.Statement): boolean =>
    (ts.isExportAssignment(one) && one.isExportEquals === true) || ts.isImportEqualsDeclaration(one);
  const isNew = (one: ts.Statement): boolean =>
    ts.isImportDeclaration(one) ||
    ts.isExportDeclaration(one) ||
    (ts.isExportAssignment(one) && !one.isExportEquals) ||
    (ts.canHaveModifiers(one) &&
      ts.getModifiers(one)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) === true);
  return statements.some(isOld) && !statements.some((one) => isNew(one) && !isOld(one));
}

/** Both are names as any other, and a module may have taken one of them for itself. */
function inCommonJs(ts: TypeScript, sourceFile: ts.SourceFile): string | undefined {
  return ['__filename', 'module.filename'].find(
    (text) => !declares(ts, sourceFile, text.replace(/\..*/, '')),
  );
}

/** Whether anything in a file is called by a name. A property does no harm and counts too. */
function declares(ts: TypeScript, sourceFile: ts.SourceFile, name: string): boolean {
  if (!sourceFile.text.includes(name)) return false;
  const isDeclared = (node: ts.Node): boolean => {
    const own = (node as ts.Node & { readonly name?: ts.Node }).name;
    if (own !== undefined && ts.isIdentifier(own) && own.text === name) return true;
    return ts.forEachChild(node, (one) => isDeclared(one) || undefined) === true;
  };
  return isDeclared(sourceFile);
}
