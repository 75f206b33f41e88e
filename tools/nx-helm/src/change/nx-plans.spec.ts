import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ProjectGraph } from '@nx/devkit';
import { createTaskPlanner } from './nx-plans.ts';

const graph: ProjectGraph = { nodes: {}, dependencies: {}, externalNodes: {} };

describe('the plans of Nx, which are no public interface of it', () => {
  afterEach(() => {
    jest.resetModules();
  });

  it('are imported by one file of the plugin, and where the cache lies is asked by another', () => {
    const source = join(__dirname, '..');
    const importers = globSync('**/*.{ts,mjs}', { cwd: source })
      .filter((file) => !file.endsWith('.spec.ts'))
      .filter((file) => /['"]nx\/src\//.test(readFileSync(join(source, file), 'utf8')));
    expect(importers.toSorted()).toEqual(['cache/nx-cache-place.ts', 'change/nx-internals.ts']);
  });

  it.each([
    ['is gone', () => ({})],
    [
      'works otherwise',
      () => ({
        HashPlanInspector: class {
          init(): Promise<void> {
            return Promise.reject(new TypeError('this.planner is not a function'));
          }
        },
      }),
    ],
    [
      'cannot be loaded',
      () => {
        throw new Error('Package subpath is not defined by "exports"');
      },
    ],
  ])('lead to one error with a code where a part of them %s', async (_what, inspector) => {
    jest.doMock('nx/src/hasher/hash-plan-inspector', inspector);
    await expect(createTaskPlanner('/', graph)).rejects.toThrow(
      /^NXHELM_NX_PLANS: Nx does not give the inputs of its tasks: .* Do: npx nx report/,
    );
  });
});
