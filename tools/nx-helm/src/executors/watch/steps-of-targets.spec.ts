import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ProjectConfiguration } from '@nx/devkit';
import { createNodes } from '../../inference/project-graph.ts';
import { writeFiles } from '../../testing/workspace.ts';
import { stepsOfTargets } from './releases-behind.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'nx-helm-steps-'));
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

const files = {
  'api/project.json': JSON.stringify({ name: 'api', tags: ['deploy:helm'] }),
  'api/Dockerfile': 'FROM scratch\n',
  'api/chart/Chart.yaml': 'apiVersion: v2\nname: api\nversion: 0.1.0\n',
};

async function inferredProjects(): Promise<ProjectConfiguration[]> {
  writeFiles(root, files);
  const found = ['api/Dockerfile', 'api/chart/Chart.yaml'];
  const names = { imageLoadTargetName: 'to-node', deployTargetName: 'release' };
  const nodes = await createNodes[1](found, names, {
    workspaceRoot: root,
    nxJsonConfiguration: {},
  });
  return nodes.flatMap(([, { projects = {} }]) =>
    Object.values(projects),
  ) as ProjectConfiguration[];
}

describe('the step that a target is of, from a saved file to a running pod', () => {
  it('is known by the executor that inference gives it, whatever the target is called', async () => {
    const projects = await inferredProjects();
    const steps = stepsOfTargets(Object.fromEntries(projects.entries()));
    const ofLoop = ['container', 'to-node', 'helm-template', 'release'].map((name) =>
      steps.get(name),
    );
    expect(ofLoop).toEqual(['image', 'load', 'render', 'rollout']);
  });

  it('is digest for the executor of it, and build for any other', () => {
    const targets = {
      compile: { executor: 'nx:run-commands' },
      'build-digest': { executor: '@taskora/nx-helm:next-output' },
    };
    const steps = stepsOfTargets({ web: { root: 'web', targets } });
    expect([...steps]).toEqual([
      ['compile', 'build'],
      ['build-digest', 'digest'],
    ]);
  });
});
