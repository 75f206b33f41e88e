import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const settings = join(import.meta.dirname, 'settings.ts');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nx-helm-compiled-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Where a process finds compiled code that one was started for, which keeps it as Nx does. */
function folderOfTask(environment: Readonly<Record<string, string>> = {}): string {
  const inTask = `process.stdout.write(String(require('node:module').getCompileCacheDir()))`;
  const inNx = `
    require('node:module').enableCompileCache(${JSON.stringify(folder)});
    require(${JSON.stringify(settings)}).handCompileCacheDown();
    require('node:child_process')
      .spawnSync(process.execPath, ['--eval', ${JSON.stringify(inTask)}], { stdio: 'inherit' });`;
  const inherited = { ...process.env };
  delete inherited['NODE_COMPILE_CACHE'];
  const { stdout, stderr } = spawnSync(process.execPath, ['--eval', inNx], {
    encoding: 'utf8',
    env: { ...inherited, ...environment },
  });
  expect(stderr).toBe('');
  return stdout;
}

describe('the compiled code that Node keeps', () => {
  it('is found by the processes of tasks where the process of Nx keeps it', () => {
    const found = folderOfTask();
    expect(dirname(found)).toBe(folder);
    expect(readdirSync(found).length).toBeGreaterThan(0);
  });

  it('is not kept for tasks where it was turned off', () => {
    expect(folderOfTask({ NODE_DISABLE_COMPILE_CACHE: '1' })).toBe('undefined');
  });
});
