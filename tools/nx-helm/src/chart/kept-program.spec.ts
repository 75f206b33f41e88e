import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { isAlive } from '../base/liveness.mjs';
import { run } from '@taskora/base/run';
import { runKept } from './kept-program.ts';

jest.setTimeout(60_000);

const never = new AbortController().signal;
const begin = () => Promise.resolve();
const steady = { onRenewal: () => () => undefined, patienceSeconds: 60 };
const keeping = { ...steady, begin, lost: never };

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'nx-helm-kept-'));
});
afterEach(() => rmSync(root, { recursive: true }));

const noted = (): number => Number(readFileSync(join(root, 'pid'), 'utf8'));

/** Waits for what another process does, for as long as the test may run. */
async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await pause(20);
}

const hasBegun = (): boolean => existsSync(join(root, 'pid')) && noted() > 0;
const forever = `echo $$ > ${'pid'}; while :; do sleep 1; done`;

describe('a program that must not live on without its run', () => {
  it('gives its output and its exit code', async () => {
    const ended = await runKept('sh', ['-c', 'echo out; echo err >&2; exit 3'], keeping);
    expect(ended).toMatchObject({ exitCode: 3, stdout: 'out\n', stderr: 'err\n' });
  });

  it('is missed as by whoever starts it', async () => {
    expect((await runKept('no-such-program', [], keeping)).exitCode).toBe(127);
  });

  it('does not begin before it may, nor where it may not', async () => {
    const file = join(root, 'begun');
    const refused = {
      begin: () => Promise.reject(new Error('it is another run’s')),
      lost: never,
      ...steady,
    };
    await expect(runKept('touch', [file], refused)).rejects.toThrow('another run');
    expect(existsSync(file)).toBe(false);
    let wasThere: boolean | undefined;
    const observing = (): Promise<void> => {
      wasThere = existsSync(file);
      return Promise.resolve();
    };
    await runKept('touch', [file], { ...steady, begin: observing, lost: never });
    expect([wasThere, existsSync(file)]).toEqual([false, true]);
  });

  it('is killed where the release is lost', async () => {
    const losing = new AbortController();
    const running = runKept(
      'sh',
      ['-c', forever],
      { ...steady, begin, lost: losing.signal },
      { directory: root },
    );
    await until(hasBegun);
    losing.abort();
    expect((await running).exitCode).not.toBe(0);
    await until(() => !isAlive(noted()));
  });

  it('is asked to end by the number of the process that keeps it', async () => {
    let keeper = 0;
    const knowing = (processId: number): Promise<void> => {
      keeper = processId;
      return Promise.resolve();
    };
    const script = `trap 'exit 7' TERM; ${forever}`;
    const running = runKept(
      'sh',
      ['-c', script],
      { ...steady, begin: knowing, lost: never },
      { directory: root },
    );
    await until(hasBegun);
    process.kill(keeper, 'SIGTERM');
    expect((await running).exitCode).toBe(7);
  });

  /** A run in a process of its own, which notes what keeps its program. */
  function startRun(script: string) {
    const program = `
      import { writeFileSync } from 'node:fs';
      import { runKept } from ${JSON.stringify(join(import.meta.dirname, 'kept-program.ts'))};
      const keeping = {
        begin: async (processId) => writeFileSync('keeper', String(processId)),
        lost: new AbortController().signal,
        onRenewal: () => () => undefined,
        patienceSeconds: 60,
      };
      await runKept('sh', ['-c', ${JSON.stringify(script)}], keeping, { directory: process.cwd() });
    `;
    const killing = new AbortController();
    const running = run(process.execPath, ['--input-type=module', '--eval', program], {
      directory: root,
      stops: [{ when: killing.signal, by: 'SIGKILL' }],
    });
    return {
      kill: async (): Promise<void> => {
        killing.abort();
        await running;
      },
    };
  }

  it('ends with a run that is killed', async () => {
    const started = startRun(forever);
    await until(hasBegun);
    await started.kill();
    await until(() => !isAlive(noted()));
  });

  it('may put right what it has begun where it was asked to end before its run ended', async () => {
    const rollBack =
      'touch asked; until test -e go; do sleep 1; done; echo out; touch done; exit 1';
    const started = startRun(`trap '${rollBack}' TERM; ${forever}`);
    await until(hasBegun);
    process.kill(Number(readFileSync(join(root, 'keeper'), 'utf8')), 'SIGTERM');
    await until(() => existsSync(join(root, 'asked')));
    await started.kill();
    writeFileSync(join(root, 'go'), '');
    await until(() => existsSync(join(root, 'done')) && !isAlive(noted()));
  });

  it('is killed where its run has not renewed what it holds for too long', async () => {
    const silent = { ...keeping, patienceSeconds: 1 };
    const { exitCode, stderr } = await runKept('sh', ['-c', forever], silent, { directory: root });
    expect([exitCode, stderr]).toEqual([137, expect.stringContaining('silent for 1 s')]);
    expect(isAlive(noted())).toBe(false);
  });

  it('goes on where the run renews', async () => {
    let renewals: NodeJS.Timeout | undefined;
    const renewing = {
      ...keeping,
      patienceSeconds: 4,
      onRenewal: (listener: () => void) => {
        renewals = setInterval(listener, 100);
        return () => clearInterval(renewals);
      },
    };
    expect((await runKept('sh', ['-c', 'sleep 6'], renewing)).exitCode).toBe(0);
  });
});
