import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../src/base/process.ts';

const packageFolder = join(import.meta.dirname, '..');
const workspaceRoot = join(packageFolder, '..', '..');
/** Each test reads the whole plugin once. */
jest.setTimeout(120_000);

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nx-helm-rooms-'));
  for (const part of ['src', 'package.json', '.dependency-cruiser.mjs']) {
    cpSync(join(packageFolder, part), join(folder, part), { recursive: true });
  }
  const { compilerOptions } = JSON.parse(
    readFileSync(join(workspaceRoot, 'tsconfig.base.json'), 'utf8'),
  ) as { readonly compilerOptions: object };
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({ compilerOptions, include: ['src/**/*.ts'] }),
  );
  symlinkSync(join(workspaceRoot, 'node_modules'), join(folder, 'node_modules'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** The names of the broken rules, as the target `rooms` reports them. */
async function brokenRules(): Promise<readonly string[]> {
  const cli = join(workspaceRoot, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');
  const args = [cli, '--config', '.dependency-cruiser.mjs', '--output-type', 'json', 'src'];
  const { stdout, stderr } = await run(process.execPath, args, { cwd: folder });
  if (stdout === '') throw new Error(stderr);
  const { summary } = JSON.parse(stdout) as {
    readonly summary: { readonly violations: readonly { readonly rule: { name: string } }[] };
  };
  return [...new Set(summary.violations.map(({ rule }) => rule.name))].toSorted();
}

function prepend(file: string, line: string): void {
  const path = join(folder, 'src', file);
  writeFileSync(path, `${line}\n${readFileSync(path, 'utf8')}`);
}

describe('the rooms of the plugin', () => {
  it('import only those on lower floors, without a circle of files or folders', async () => {
    await expect(brokenRules()).resolves.toEqual([]);
  });

  it('are refused an arrow upwards, also of a type alone', async () => {
    prepend('cluster/kubectl.ts', "import type { ReleaseLock } from '../release/lock.ts';");
    await expect(brokenRules()).resolves.toEqual(
      expect.arrayContaining(['arrows-of-cluster', 'no-circle-of-folders']),
    );
  });

  it('are refused an arrow to the side that closes no circle', async () => {
    prepend('inference/options.ts', "import '../change/planted.ts';");
    writeFileSync(join(folder, 'src/change/planted.ts'), 'export const planted = 1;\n');
    await expect(brokenRules()).resolves.toEqual(['arrows-of-inference']);
  });

  it('are refused a circle of two files in one room', async () => {
    prepend('release/standing.ts', "import type { Decision } from './decide.ts';");
    await expect(brokenRules()).resolves.toEqual(['no-circle-of-files']);
  });

  it('are refused a file that nothing imports', async () => {
    const file = join(folder, 'src/release/forgotten.ts');
    writeFileSync(file, "export { standingOf } from './standing.ts';\n");
    await expect(brokenRules()).resolves.toEqual(['no-unreachable-file']);
  });
});
