import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { workspaceRoot } from './environment.ts';

const setUp = pathToFileURL(join(workspaceRoot, 'jest.global-setup.mjs')).href;
const day = 24 * 60 * 60 * 1000;

let parent: string;
let folder: string;
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'compiled-for-tests-'));
  folder = join(parent, 'compiled');
});
afterEach(() => rmSync(parent, { recursive: true }));

/** What a run of tests gets, asked so many times one after the other. */
async function provide(keptMilliseconds: number, times = 1): Promise<string> {
  const script = `
    import { mkdirSync, writeFileSync } from 'node:fs';
    import { provideCompileCache } from ${JSON.stringify(setUp)};
    const [folder, kept, times] = process.argv.slice(1);
    let given;
    for (let time = 0; time < Number(times); time += 1) {
      given = provideCompileCache(folder, Number(kept));
      try {
        for (let file = 0; file < 20; file += 1) writeFileSync(folder + '/' + process.pid + file, '');
      } catch {}
    }
    console.log(given === folder ? 'given' : String(given));`;
  const args = ['--input-type=module', '--eval', script, folder, keptMilliseconds, times];
  return (await promisify(execFile)(process.execPath, args.map(String))).stdout.trim();
}

describe('the folder of what Node has compiled for tests', () => {
  it('is begun anew after some time, and kept until then', async () => {
    mkdirSync(folder);
    writeFileSync(join(folder, 'old'), '');
    await provide(day);
    expect(existsSync(join(folder, 'old'))).toBe(true);
    await provide(-1);
    expect(existsSync(join(folder, 'old'))).toBe(false);
  });

  it('is begun anew by several runs at once, none of which fails', async () => {
    const runs = await Promise.all(Array.from({ length: 4 }, () => provide(-1, 50)));
    expect(runs).toEqual(['given', 'given', 'given', 'given']);
    expect(readdirSync(parent)).toEqual(['compiled']);
  });

  it('is none where the checkout cannot be written to', async () => {
    writeFileSync(folder, 'no folder may be made here');
    folder = join(folder, 'compiled');
    expect(await provide(day)).toBe('undefined');
  });
});
