import { flow, handleOf, type WorkHandle, work } from 'workloop';
import { TestApp } from 'workloop/testing';

@work()
class Job {
  constructor(readonly name = '') {}
  run(): string {
    return this.name;
  }
}

@flow()
class Group {
  readonly job = new Job('in the group');
  readonly jobs: Job[] = [];
  run(): void {
    for (const job of [this.job, ...this.jobs]) job.run();
  }
}

@flow()
class Root {
  readonly group = new Group();
  readonly job = new Job('at the top');
  readonly byUser = new Map([['ann.b', new Job('of ann')]]);
  run(): void {
    this.group.run();
    this.job.run();
  }
}

describe('the handle of a flow', () => {
  it('has the components directly below it by name, typed where they are fields', () => {
    const root = new Root();
    const { children } = handleOf(root);
    const group: Group = children.group;
    const job: Job = children.job;
    expect([group, job]).toEqual([root.group, root.job]);
    expect(children).toEqual({
      group: root.group,
      job: root.job,
      'byUser["ann.b"]': root.byUser.get('ann.b'),
    });
    expect(handleOf(root.group).children).toEqual({ job: root.group.job });
  });

  it('has all works below it, as the instances that they are, and the paths of all components', () => {
    const root = new Root();
    const { works, paths } = handleOf(root);
    expect(works).toHaveLength(3);
    expect(works[0]).toBe(root.group.job);
    expect(works[1]).toBe(root.job);
    expect(works.every((job) => handleOf(job).hasStarted)).toBe(false);
    expect(paths).toEqual(['root.group', 'root.group.job', 'root.job', 'root.byUser["ann.b"]']);
  });

  it('knows in an app where it stands, and sees what comes and goes at once', async () => {
    const root = new Root();
    const app = new TestApp(root, { heartbeatMs: false });
    await app.idle();
    const handle = handleOf(root.group);
    expect([handleOf(root).path, handle.path]).toEqual(['root', 'root.group']);
    expect(handle.paths).toEqual(['root.group.job']);
    const added = new Job('added');
    root.group.jobs.push(added);
    expect(handle.paths).toEqual(['root.group.job', 'root.group.jobs.0']);
    expect(handle.children['jobs.0']).toBe(added);
    await app.pass();
    await app.idle();
    expect(handleOf(added).path).toBe('root.group.jobs.0');
    root.group.jobs.unshift(new Job('before'));
    await app.pass();
    await app.idle();
    expect(handleOf(added).path).toBe('root.group.jobs.1');
    root.group.jobs.length = 0;
    await app.pass();
    expect(handle.works).toEqual([root.group.job]);
    await app.close();
  });

  it('is one of a component that belongs to no app too: then the flow is the root', () => {
    const group = new Group();
    expect([handleOf(group).path, handleOf(group).paths]).toEqual(['root', ['root.job']]);
    expect(handleOf(group.job).path).toBe('Job');
  });

  it('says that a flow has no calls when it is asked for them', () => {
    const handle: WorkHandle<Group> = handleOf(new Group());
    const refusal = expect.objectContaining({ code: 'WORKLOOP_DECORATION' });
    expect(() => handle.status).toThrow(refusal);
    expect(() => handle.status).toThrow(/`root` is a flow and has no calls.*no `status`/);
    expect(() => handle.retry()).toThrow(refusal);
  });

  it('fails where the tree is none', () => {
    const group = new Group();
    group.jobs.push(group.job);
    expect(() => handleOf(group).works).toThrow(/same Job.*`root\.job`.*`root\.jobs\.0`/);
  });
});

describe('the handle of a work', () => {
  it('has nothing below, and the path of the work', async () => {
    const root = new Root();
    const app = new TestApp(root, { heartbeatMs: false });
    await app.idle();
    const { path, children, works, paths } = handleOf(root.group.job);
    expect([path, children, works, paths]).toEqual(['root.group.job', {}, [], []]);
    await app.close();
  });
});
