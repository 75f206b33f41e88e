import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { environmentWith } from '../../base/settings.ts';
import { createRehearsal } from '../../testing/rehearsal-workspace.ts';
import { writeFiles } from '../../testing/workspace.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nx-helm-batch-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** The files of Node's compile cache, after a batch whose process is killed once it has ended. */
async function compiledBy(body: string): Promise<string[]> {
  writeFileSync(join(folder, 'loaded.mjs'), body);
  const script = `
    import { lazyBatch } from ${JSON.stringify(join(import.meta.dirname, 'batch.ts'))};
    const batch = lazyBatch(async () => (await import(${JSON.stringify(join(folder, 'loaded.mjs'))})).default);
    for await (const end of await batch()) console.log(end.task);
    console.log('ended');
    setInterval(() => undefined, 1_000);`;
  const compiled = join(folder, 'compiled');
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    env: { ...process.env, NODE_COMPILE_CACHE: compiled },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
    if (output.endsWith('ended\n')) child.kill('SIGKILL');
  });
  const [, signal] = (await once(child, 'close')) as unknown[];
  expect([output, signal]).toEqual(['api:helm-deploy\nended\n', 'SIGKILL']);
  const [version = ''] = readdirSync(compiled);
  return readdirSync(join(compiled, version));
}

describe('the process of a batch', () => {
  it('keeps its compiled code although Nx kills it', async () => {
    const yields = `export default async function* () { yield { task: 'api:helm-deploy' }; }`;
    expect((await compiledBy(yields)).length).toBeGreaterThan(1);
  });

  it('finds the compiled code that Nx keeps, before it loads anything (N1)', () => {
    const unset = { NODE_COMPILE_CACHE: undefined, NODE_DISABLE_COMPILE_CACHE: undefined };
    jest.replaceProperty(process, 'env', environmentWith(unset));
    const workspace = createRehearsal();
    try {
      // What a batch starts has the environment that the batch was started with.
      const kubectl = workspace
        .read('bin/kubectl')
        .replace('#!/bin/sh\n', '#!/bin/sh\necho "${NODE_COMPILE_CACHE:-none}" >> compiled\n');
      writeFiles(workspace.root, { 'bin/kubectl': kubectl });
      expect(workspace.nx('run', 'platform:helm-deploy').exitCode).toBe(0);
      expect(workspace.read('compiled').trim().split('\n')).not.toContain('none');
    } finally {
      workspace.remove();
      jest.restoreAllMocks();
    }
  }, 120_000);
});
