import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeFiles } from '../testing/workspace.ts';
import type { Affected } from './affected.ts';
import { runAffected } from './affected.ts';

let root: string;
const calls = (): unknown => JSON.parse(readFileSync(join(root, 'calls.json'), 'utf8'));
const affected = (...projects: string[]): Affected => ({
  base: null,
  releases: ['api', 'web', 'platform'].map((project) => ({
    project,
    affected: projects.includes(project),
    reasons: [],
  })),
});

beforeEach(() => {
  root = mkdtempSync(join(realpathSync(tmpdir()), 'nx-helm-affected-'));
  writeFiles(root, {
    'package.json': '{}',
    'node_modules/nx/package.json': '{"name":"nx","exports":{"./bin/nx":"./bin/nx.js"}}',
    // Stands for Nx: notes what it is asked, and fails for one target.
    'node_modules/nx/bin/nx.js':
      "const args = process.argv.slice(2);\nrequire('node:fs').writeFileSync('calls.json', JSON.stringify(args));\nprocess.exit(args.includes('--targets=fails') ? 1 : 0);\n",
  });
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

describe('a target for the affected releases (N2)', () => {
  it('runs for these alone, in the environment that was asked for', async () => {
    await runAffected(root, 'helm-deploy', affected('web', 'api'), 'ci');
    expect(calls()).toEqual([
      'run-many',
      '--targets=helm-deploy',
      '--projects=api,web',
      '--configuration=ci',
    ]);
  });

  it('does not run where every release is as deployed, and says so', async () => {
    const said = jest.spyOn(console, 'error').mockImplementation(() => undefined);
    await runAffected(root, 'helm-deploy', affected(), undefined);
    expect(existsSync(join(root, 'calls.json'))).toBe(false);
    expect(said).toHaveBeenCalledWith(expect.stringContaining('helm-deploy has nothing to do'));
  });

  it('is one argument whatever it is called, and no command of a shell', async () => {
    const hostile = '--nxBail; touch hostile $(touch hostile)';
    await runAffected(root, hostile, affected('api'), undefined);
    expect(calls()).toEqual(['run-many', `--targets=${hostile}`, '--projects=api']);
    expect(existsSync(join(root, 'hostile'))).toBe(false);
  });

  it('that fails is an error with the command to run again', async () => {
    await expect(runAffected(root, 'fails', affected('api'), undefined)).rejects.toThrow(
      'NXHELM_AFFECTED_RUN: fails failed for at least one of api. Do: npx nx run-many --targets=fails --projects=api',
    );
  });
});
