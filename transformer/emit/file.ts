import type ts from 'typescript';
import type { FileAnalysis } from '../analyze/file.js';
import type { TypeScript } from '../project.js';
import { guardCatch } from './catch-guard.js';
import { reportArguments } from './constructor-report.js';
import { type EmittedModule, givePlan } from './plan.js';
import { registerModule } from './registration.js';
import { givePlace } from './schedule-call.js';
import { whereaboutsOf } from './whereabouts.js';

/** Does to a file what its analysis says; a file about which it says nothing comes back untouched. */
export function emitFile(
  ts: TypeScript,
  context: ts.TransformationContext,
  sourceFile: ts.SourceFile,
  analysis: FileAnalysis,
): ts.SourceFile {
  const { plans, reporters, catches, schedules, registration } = analysis;
  if (!registration) return sourceFile;
  const { factory } = context;
  const module: EmittedModule = {
    file: whereaboutsOf(ts, context, sourceFile),
    hasStandardDecorators: context.getCompilerOptions().experimentalDecorators !== true,
  };
  const visit = (node: ts.Node): ts.Node => {
    const visited = ts.visitEachChild(node, visit, context);
    // Another transformer may have been here before; the position in the text is the original's.
    const { pos, end } = ts.getOriginalNode(node);
    if (ts.isDecorator(visited)) {
      const plan = plans.get(pos);
      return plan === undefined ? visited : givePlan(ts, factory, visited, plan, module);
    }
    if (ts.isCatchClause(visited) && catches.has(pos)) return guardCatch(ts, factory, visited);
    if (ts.isClassLike(visited) && reporters.has(pos)) return reportArguments(ts, context, visited);
    if (ts.isCallExpression(visited)) {
      const place = schedules.get(end);
      return place === undefined ? visited : givePlace(factory, visited, place);
    }
    return visited;
  };
  const hasEdits = plans.size > 0 || catches.size > 0 || schedules.size > 0;
  const edited = hasEdits ? ts.visitEachChild(sourceFile, visit, context) : sourceFile;
  return registerModule(ts, factory, edited, registration, module.file);
}
