import { strict as assert } from 'node:assert';
import { cpSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { run } from '@taskora/base/run';
import { foreignEnvironment } from '../environment.ts';

const workspaceRoot = resolve(import.meta.dirname, '../../../..');
const ownFolder = relative(workspaceRoot, import.meta.dirname);

/** Where the modules of each program lie, each by itself: none is built for a test of another. */
const folders = {
  argocd: join(ownFolder, 'argocd'),
  flux: join(ownFolder, 'flux'),
  'helm-3': join(ownFolder, 'helm-3'),
  // The one that deployments are compared with.
  skaffold: 'tools/bench/src/deployments/programs',
} as const;

export type Owner = keyof typeof folders;

/** Where each program lies; what is not there yet is built from its Go module, which takes minutes. */
export async function providePrograms(owner: Owner): Promise<(name: string) => string> {
  const folder = folders[owner];
  const args = ['tools/minikube/src/cli.ts', 'programs', `--of=${folder}`, '--json'];
  const directory = workspaceRoot;
  const { exitCode, stdout, stderr } = await run(process.execPath, args, { directory });
  assert.equal(exitCode, 0, stderr);
  const paths = JSON.parse(stdout) as Record<string, string>;
  return (name) => {
    const path = paths[name];
    assert.ok(path, `${name} is a program of ${folder}`);
    return path;
  };
}

/** The sources of a Go module in the version that its owner's go.mod names: custom resources come with them. */
export async function sourcesOf(owner: Owner, module: string, scratch: string): Promise<string> {
  // A copy, since go may add lines to go.mod.
  const directory = join(scratch, `${owner}-sources`);
  cpSync(join(workspaceRoot, folders[owner], 'modules', owner), directory, { recursive: true });
  const environment = {
    ...foreignEnvironment(),
    GOFLAGS: '-mod=mod',
    GOWORK: 'off',
    GOTOOLCHAIN: 'local',
  };
  const args = ['mod', 'download', '-json', module];
  const { exitCode, stdout, stderr } = await run('go', args, { directory, environment });
  assert.equal(exitCode, 0, stderr + stdout);
  return (JSON.parse(stdout) as { Dir: string }).Dir;
}
