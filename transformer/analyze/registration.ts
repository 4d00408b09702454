import type ts from 'typescript';
import type { Project } from '../project.js';
import { baseOf } from '../scan/heritage.js';
import { moduleIdOf } from '../scan/names.js';

/** The classes of a module whose instances count by class id and own fields. */
export interface Registration {
  readonly module: string;
  readonly classes: readonly string[];
}

/**
 * Finds the classes that hide nothing: at the top level, so that their name means one class, and with neither
 * `#private` members nor accessors, their bases included, so that own fields are all there is to an instance.
 */
export function findRegistration(project: Project, sourceFile: ts.SourceFile): Registration | undefined {
  const { ts } = project;
  const classes = sourceFile.statements
    .filter(ts.isClassDeclaration)
    // Without a binding of its own a class cannot be named from the start of the module.
    .flatMap((node) => (node.name && isOpen(project, node) ? [node.name.text] : []));
  return classes.length > 0 ? { module: moduleIdOf(project, sourceFile), classes } : undefined;
}

function isOpen(project: Project, node: ts.ClassLikeDeclaration, below = new Set<ts.Node>()): boolean {
  const { ts } = project;
  if (below.has(node) || !isOurs(project, node.getSourceFile())) return false;
  if (ts.getCombinedModifierFlags(node) & ts.ModifierFlags.Ambient && below.size === 0) return false;
  if (node.modifiers?.some(ts.isDecorator)) return false;
  if (!node.members.every((member) => isOpenMember(project, member))) return false;
  const base = baseOf(project, node);
  if (base.kind === 'none') return true;
  return base.kind === 'class' && isOpen(project, base.node, below.add(node));
}

/** Decorated members count as hidden, because a decorator may turn a field into an accessor. */
function isOpenMember({ ts }: Project, member: ts.ClassElement): boolean {
  if (ts.canHaveDecorators(member) && ts.getDecorators(member)?.length) return false;
  const flags = ts.getCombinedModifierFlags(member);
  // What is static belongs to no instance.
  if (flags & ts.ModifierFlags.Static) return true;
  if (member.name && ts.isPrivateIdentifier(member.name)) return false;
  return !ts.isAccessor(member) && !(flags & ts.ModifierFlags.Accessor);
}

/**
 * Whether a file is compiled here, or is what a referenced project was compiled to: its declarations were made from
 * sources and show private members and accessors, while those written by hand need not.
 */
function isOurs({ program }: Project, file: ts.SourceFile): boolean {
  if (!file.isDeclarationFile) return !program.isSourceFileFromExternalLibrary(file);
  return (program.getResolvedProjectReferences() ?? []).some((reference) => {
    const { outDir, declarationDir } = reference?.commandLine.options ?? {};
    const folder = declarationDir ?? outDir;
    return folder !== undefined && file.fileName.startsWith(`${folder}/`);
  });
}
