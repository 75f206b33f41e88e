import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from '../__fixtures__/until.ts';
import { startTimeOf } from '@taskora/base/identity';
import { createWorkFolder, removeLeftovers } from './workfolder.ts';

describe('temporary files of a run', () => {
  let parent: string;
  const children: ChildProcess[] = [];
  beforeEach(() => (parent = mkdtempSync(join(tmpdir(), 'work-'))));
  afterEach(() => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
    rmSync(parent, { recursive: true, force: true });
  });

  it('go with the run', () => {
    const folder = createWorkFolder(parent);
    writeFileSync(join(folder.path, 'cache'), 'much');
    folder.remove();
    expect(readdirSync(parent)).toEqual([]);
  });

  it('of a killed run go with the next one, and so do its children; its own stay', async () => {
    const left = join(parent, '1-1');
    mkdirSync(left);
    const own = createWorkFolder(parent);
    const environment = { PATH: process.env['PATH'] ?? '', CLUSTER_TOOL_RUN: left };
    // The second process of the group has lost the mark, as behind sudo.
    const script = 'env -u CLUSTER_TOOL_RUN sleep 600 & echo $!; wait';
    const child = spawn('sh', ['-c', script], { env: environment, detached: true });
    const [output] = (await once(child.stdout, 'data')) as [Buffer];
    const unmarked = Number(output.toString());
    const other = spawn('sleep', ['600'], { env: { ...environment, ...own.environment } });
    children.push(child, other);
    await once(other, 'spawn');
    const ended = once(child, 'exit');
    expect(removeLeftovers(parent)).toBe(1);
    expect((await ended)[1]).toBe('SIGKILL');
    await until(() => startTimeOf(unmarked) === undefined);
    expect(existsSync(left)).toBe(false);
    expect(existsSync(own.path)).toBe(true);
    expect(startTimeOf(other.pid ?? 0)).toBeDefined();
  });
});
