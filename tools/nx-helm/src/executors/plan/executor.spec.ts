import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plan } from '../../release/plan-file.ts';
import { createNxWorkspace } from '../../testing/nx-workspace.ts';
import { writeFiles } from '../../testing/workspace.ts';

// Nx runs in Nx, on machines that do other things as well.
jest.setTimeout(180_000);

let workspace: Awaited<ReturnType<typeof createNxWorkspace>>;
beforeEach(async () => {
  workspace = await createNxWorkspace();
  writeFiles(workspace.root, {
    'infra/project.json': JSON.stringify({
      name: 'infra',
      targets: {
        plan: {
          executor: '@taskora/nx-helm:plan',
          configurations: { test: { environment: 'test' }, other: { environment: 'other' } },
        },
      },
    }),
  });
});
afterEach(() => workspace.remove());

async function plan(...args: readonly string[]) {
  const file = join(workspace.root, 'plan.json');
  const result = await workspace.nx('run', 'infra:plan', '--out=plan.json', ...args);
  const saved = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Plan) : undefined;
  const planned = saved?.releases.map(({ release, action }) => `${action} ${release}`);
  return { ...result, planned, environment: saved?.environment };
}

describe('a plan', () => {
  it('renders all releases for its environment first', async () => {
    expect(await plan('-c', 'other')).toMatchObject({
      exitCode: 0,
      planned: ['install api', 'install web'],
      environment: 'other',
    });
  });

  it.each([
    [
      'a chart that cannot be rendered',
      'apps/api/chart/templates/bad.yaml',
      '{{ fail "broken" }}\n',
    ],
    ['an image that cannot be built', 'apps/api/Dockerfile', 'FROM scratch\nRUN broken\n'],
  ])('is made for the others where one has %s', async (_what, file, text) => {
    // What an earlier run left must not be taken for it.
    await plan();
    writeFiles(workspace.root, { [file]: text });
    const { exitCode, said, planned } = await plan();
    expect(planned).toEqual(['install web']);
    expect(exitCode).not.toBe(0);
    expect(said).toContain('broken');
    expect(said).toMatch(/NXHELM_PLAN_INCOMPLETE: there is no plan for api: /);
  });
});
