import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { makeOwnFolder } from './own-folder.mjs';

describe('a temporary folder', () => {
  let parent: string;
  const children: ChildProcess[] = [];
  beforeEach(() => (parent = mkdtempSync(join(tmpdir(), 'nx-helm-parent-'))));
  afterEach(() => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
    rmSync(parent, { recursive: true });
  });

  const module = JSON.stringify(pathToFileURL(join(__dirname, 'temporary-place.ts')).href);

  /** A process that works in a folder of this purpose and does not end by itself. */
  async function worker(purpose: string): Promise<{ child: ChildProcess; folder: string }> {
    const script = `
      import { withTemporaryPlace } from ${module};
      await withTemporaryPlace({ purpose: ${JSON.stringify(purpose)} }, (folder) => {
        console.log(folder);
        setInterval(() => undefined, 1000);
        return new Promise(() => undefined);
      });`;
    const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
      env: { ...process.env, TMPDIR: parent },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    children.push(child);
    const [output] = (await once(child.stdout, 'data')) as [Buffer];
    return { child, folder: output.toString('utf8').trim() };
  }

  it('that a killed process left goes with the next of its purpose, and one in use stays', async () => {
    const [killed, other, alive] = await Promise.all([
      worker('load'),
      worker('lint'),
      worker('load'),
    ]);
    writeFileSync(join(killed.folder, 'image.tar'), 'large');
    for (const { child } of [killed, other]) {
      child.kill('SIGKILL');
      await once(child, 'close');
    }
    const { folder, hasRemoved } = makeOwnFolder('load', parent);
    const left = [killed, alive, other].map((each) => existsSync(each.folder));
    expect([existsSync(folder), hasRemoved, ...left]).toEqual([true, true, false, true, true]);
    expect(makeOwnFolder('load', parent).hasRemoved).toBe(false);
  }, 20_000);

  it('of a container that shares the place stays, since its processes are not seen here', () => {
    const { folder } = makeOwnFolder('load', parent);
    const dead = 2 ** 22 + 1;
    const elsewhere = folder.replace(/-[0-9a-f]{12}-\d+-\w+$/, `-0123456789ab-${dead}-aaaaaa`);
    mkdirSync(elsewhere);
    expect(makeOwnFolder('load', parent).hasRemoved).toBe(false);
    expect(existsSync(elsewhere)).toBe(true);
  });
});
