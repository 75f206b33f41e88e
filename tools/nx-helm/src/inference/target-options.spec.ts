import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CreateNodesContext, TargetConfiguration } from '@nx/devkit';
import { createFixture } from '../testing/fixture-workspace.ts';
import { createNodes } from './project-graph.ts';

const executors = join(import.meta.dirname, '..', 'executors');

function optionsOf(executor: string): string[] {
  const [, name = ''] = executor.split(':');
  const text = readFileSync(join(executors, name, 'schema.json'), 'utf8');
  return Object.keys((JSON.parse(text) as { readonly properties: object }).properties);
}

async function inferredTargets(): Promise<(readonly [string, TargetConfiguration])[]> {
  const { root } = createFixture();
  const files = ['apps/api/chart/Chart.yaml', 'apps/api/Dockerfile', 'images/base/Dockerfile'];
  const context = { workspaceRoot: root, nxJsonConfiguration: {} } as CreateNodesContext;
  const nodes = await createNodes[1](files, {}, context);
  return nodes
    .flatMap(([, { projects = {} }]) => Object.values(projects))
    .flatMap(({ targets = {} }) => Object.entries(targets));
}

describe('what inference gives to a target', () => {
  it('are options that its executor has, in every environment', async () => {
    const targets = await inferredTargets();
    expect(targets.length).toBeGreaterThan(10);
    for (const [name, { executor = '', options = {}, configurations = {} }] of targets) {
      const known = optionsOf(executor);
      const given = [options as object, ...(Object.values(configurations) as object[])];
      const unknown = given
        .flatMap((each) => Object.keys(each))
        .filter((one) => !known.includes(one));
      expect([name, unknown]).toEqual([name, []]);
    }
  });
});
