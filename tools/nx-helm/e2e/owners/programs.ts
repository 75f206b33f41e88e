import { strict as assert } from 'node:assert';
import { cpSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { run } from '@taskora/base/run';
import { foreignEnvironment } from '../environment.ts';

const workspaceRoot = resolve(import.meta.dirname, '../../../..');
const modules = join(import.meta.dirname, 'modules');

/** With the module folders. */
const folder = relative(workspaceRoot, import.meta.dirname);

/** Where each program lies; what is not there yet is built from its Go module, which takes minutes. */
export async function providePrograms(): Promise<(name: string) => string> {
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

/** The sources of a Go module in the version that a module folder names: custom resources come with them. */
export async function sourcesOf(folder: string, module: string, scratch: string): Promise<string> {
  // A copy, since go may add lines to go.mod.
  const directory = join(scratch, `${folder}-sources`);
  cpSync(join(modules, folder), directory, { recursive: true });
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
