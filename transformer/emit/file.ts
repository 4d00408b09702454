import type ts from 'typescript';
import type { FileAnalysis } from '../analyze/file.js';
import type { TypeScript } from '../project.js';
import { guardCatch } from './catch-guard.js';
import { reportArguments } from './constructor-report.js';
import { type EmittedModule, givePlan } from './plan.js';
import { registerClasses } from './registration.js';
import { givePlace } from './schedule-call.js';
import { whereaboutsOf } from './whereabouts.js';

/** Does to a file what its analysis says; a file about which it says nothing comes back untouched. */
export function emitFile(
  ts: TypeScript,
  context: ts.TransformationContext,
  sourceFile: ts.SourceFile,
  analysis: FileAnalysis,
): ts.SourceFile {
  const { factory } = context;
  const module: EmittedModule = {
    file: analysis.plans.size > 0 ? whereaboutsOf(ts, context, sourceFile) : undefined,
    hasStandardDecorators: context.getCompilerOptions().experimentalDecorators !== true,
  };
  const visit = (node: ts.Node): ts.Node => {
    const visited = ts.visitEachChild(node, visit, context);
    // Another transformer may have been here before; the position in the text is the original's.
    const { pos, end } = ts.getOriginalNode(node);
    if (ts.isDecorator(visited)) {
      const plan = analysis.plans.get(pos);
      return plan === undefined ? visited : givePlan(ts, factory, visited, plan, module);
    }
    if (ts.isCatchClause(visited) && analysis.catches.has(pos)) return guardCatch(ts, factory, visited);
    if (ts.isClassLike(visited) && analysis.reporters.has(pos)) return reportArguments(ts, context, visited);
    if (ts.isCallExpression(visited)) {
      const place = analysis.schedules.get(end);
      return place === undefined ? visited : givePlace(factory, visited, place);
    }
    return visited;
  };
  const hasEdits = analysis.plans.size > 0 || analysis.catches.size > 0 || analysis.schedules.size > 0;
  const edited = hasEdits ? ts.visitEachChild(sourceFile, visit, context) : sourceFile;
  return analysis.registration ? registerClasses(ts, factory, edited, analysis.registration) : edited;
}
