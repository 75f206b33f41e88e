import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { acquireLock, acquireLockPatiently, readHolder, type Holder } from './lock.ts';
import { ownIdentity } from './identity.ts';

const self: Holder = { ...ownIdentity(), command: 'cluster-up' };
/** No process has this number: it is above the largest that Linux gives. */
const dead: Holder = { pid: 2 ** 30, start: '1', command: 'cluster-up' };

describe('the lock of a run', () => {
  let folder: string;
  let path: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'taskora-lock-'));
    path = join(folder, 'cache', 'lock');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const write = (holder: Holder): void => {
    acquireLock(path, self).release();
    writeFileSync(path, JSON.stringify(holder));
  };

  it('is free at first, held by its process, and free after release', () => {
    const lock = acquireLock(path, self);
    expect(readHolder(path)).toEqual(self);
    lock.release();
    expect(readdirSync(join(folder, 'cache'))).toEqual([]);
  });

  it('refuses a second run and names the holder', () => {
    acquireLock(path, self);
    expect(() => acquireLock(path, self)).toThrow(
      new RegExp(`^RUN_IN_PROGRESS: .*cluster-up, process ${process.pid}.*Do: `),
    );
  });

  it('is taken over from a process that is gone', () => {
    write(dead);
    acquireLock(path, self);
    expect(readHolder(path)).toEqual(self);
    expect(readdirSync(join(folder, 'cache'))).toEqual(['lock']);
  });

  it('is taken over when the number of its process was given to another one', () => {
    write({ ...self, start: 'another time' });
    acquireLock(path, self);
    expect(readHolder(path)).toEqual(self);
  });

  it('is taken over when its content is not readable', () => {
    write(dead);
    writeFileSync(path, '{');
    acquireLock(path, self);
    expect(readHolder(path)).toEqual(self);
  });

  it('is taken over when the process that was taking it over has gone too', () => {
    write(dead);
    const claimant = { ...dead, pid: dead.pid + 1 };
    writeFileSync(`${path}.claim-${dead.pid}-${dead.start}`, JSON.stringify(claimant));
    acquireLock(path, self);
    expect(readdirSync(join(folder, 'cache'))).toEqual(['lock']);
  });

  it('is not released by a run that does not hold it', () => {
    const lock = acquireLock(path, self);
    writeFileSync(path, JSON.stringify(dead));
    lock.release();
    expect(readHolder(path)).toEqual(dead);
  });

  it('is waited for where the holder is one to wait for', async () => {
    const first = acquireLock(path, { ...self, command: 'programs' });
    const say = jest.fn(() => first.release());
    const lock = await acquireLockPatiently(
      path,
      self,
      ({ command }) => command === 'programs',
      say,
    );
    expect(say).toHaveBeenCalledTimes(1);
    expect(readHolder(path)).toEqual(self);
    lock.release();
  });

  it('is not waited for where the holder changes the cluster', async () => {
    acquireLock(path, self);
    const run = acquireLockPatiently(path, self, () => false, jest.fn());
    await expect(run).rejects.toThrow(/^RUN_IN_PROGRESS/);
  });

  it('goes to exactly one of many processes that find it stale at once', async () => {
    write(dead);
    const script = join(__dirname, '__fixtures__', 'contend.ts');
    const children = Array.from({ length: 6 }, () => fork(script, [path], { execArgv: [] }));
    try {
      await Promise.all(children.map(answer));
      const answers = children.map(answer);
      for (const child of children) child.send('go');
      const outcomes = (await Promise.all(answers)).sort();
      expect(outcomes).toEqual([
        'RUN_IN_PROGRESS',
        'RUN_IN_PROGRESS',
        'RUN_IN_PROGRESS',
        'RUN_IN_PROGRESS',
        'RUN_IN_PROGRESS',
        'acquired',
      ]);
    } finally {
      for (const child of children) child.kill('SIGKILL');
    }
  }, 30_000);
});

const answer = async (child: ChildProcess): Promise<unknown> => (await once(child, 'message'))[0];
