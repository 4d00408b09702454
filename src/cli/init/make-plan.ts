import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readManifest } from '../installed-package.js';
import { chooseToolchain } from './choose-toolchain.js';
import { InitPlan } from './init-plan.js';
import { planApp } from './plan-app.js';
import { PackageDraft } from './plan-package.js';
import { planTsconfig } from './plan-tsconfig.js';

/** Plans everything that is to be done to a project, and does nothing. */
export function makePlan(folder: string): InitPlan {
  const plan = new InitPlan();
  if (readManifest(folder)?.name === 'workloop') {
    plan.obstacles.push({
      file: 'package.json',
      what: 'This is workloop itself.',
      byHand: 'Run `workloop init` in a folder of yours.',
    });
    return plan;
  }
  const draft = PackageDraft.open(folder, plan);
  const toolchain = chooseToolchain(folder);
  if ('obstacle' in toolchain) plan.obstacles.push(toolchain.obstacle);
  if (draft === undefined || 'obstacle' in toolchain) return plan;
  draft.addDependencies(folder, toolchain);
  const settings = planTsconfig(folder, toolchain.typescript, plan);
  if (settings !== undefined) planApp(folder, settings, draft, plan);
  draft.finish(plan);
  const ignored = join(folder, '.gitignore');
  if (draft.isNew && !existsSync(ignored))
    plan.files.push({ path: ignored, text: 'node_modules/\ndist/\n.workloop/\n', what: 'made' });
  return plan;
}
