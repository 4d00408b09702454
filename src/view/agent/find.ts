import type { ComponentNode } from '../../component/tree.js';
import type { Engine } from '../../loop/engine.js';
import type { WorkMember } from '../../loop/work-member.js';
import { Refused } from './refused.js';

/** @throws {Refused} where no component stands there. */
export function nodeAt({ members }: Pick<Engine, 'members'>, path: string): ComponentNode {
  const node = members.nodes.find((each) => each.path === path);
  if (node === undefined) throw new Refused('notFound', `There is no component \`${path}\` now.`);
  return node;
}

/** @throws {Refused} where no work stands there. */
export function workAt(engine: Pick<Engine, 'members'>, path: string): WorkMember {
  const work = engine.members.workOf(nodeAt(engine, path).component);
  if (work === undefined)
    throw new Refused('badRequest', `\`${path}\` is a flow, and only works have calls.`);
  return work;
}
