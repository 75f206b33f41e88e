import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { deadProcess } from '../testing/dead-process.ts';
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
    const elsewhere = folder.replace(
      /-[0-9a-f]{12}-\d+-\w+$/,
      `-0123456789ab-${deadProcess}-aaaaaa`,
    );
    mkdirSync(elsewhere);
    expect(makeOwnFolder('load', parent).hasRemoved).toBe(false);
    expect(existsSync(elsewhere)).toBe(true);
  });

  /** As a user whom modes hold up; they hold up no root. */
  function asOrdinaryUser<Result>(work: () => Result): Result {
    if (process.geteuid?.() !== 0) return work();
    process.seteuid?.(65_534);
    try {
      return work();
    } finally {
      process.seteuid?.(0);
    }
  }

  it('that cannot be removed, as of another user, stays and holds nobody up', () => {
    chmodSync(parent, 0o1777);
    const { folder } = makeOwnFolder('load', parent);
    const theirs = folder.replace(/-\d+-\w+$/, `-${deadProcess}-aaaaaa`);
    mkdirSync(join(theirs, 'files'), { recursive: true });
    writeFileSync(join(theirs, 'files', 'key'), '');
    chmodSync(join(theirs, 'files'), 0o500);
    const made = asOrdinaryUser(() => makeOwnFolder('load', parent));
    expect([existsSync(made.folder), made.hasRemoved]).toEqual([true, false]);
    chmodSync(join(theirs, 'files'), 0o700);
    expect(makeOwnFolder('load', parent).hasRemoved).toBe(true);
  });
});
