import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive } from '../../base/liveness.mjs';
import { endGroup, run } from '@taskora/base/run';
import { stubEngine } from '../../testing/stub-engine.ts';
import { exitProgram } from './exit-program.mjs';

/** The program's report on the engines of a PATH of its own. */
async function probe(folder: string): Promise<Record<string, unknown>> {
  const program = join(import.meta.dirname, 'main.mjs');
  const { stdout } = await run('env', [`PATH=${folder}:/usr/bin:/bin`, process.execPath, program]);
  return JSON.parse(stdout) as Record<string, unknown>;
}

describe('the program that a step of a build is tried with', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'nx-helm-exit-program-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  it('runs on this machine and ends with success', async () => {
    const path = join(folder, 'program');
    writeFileSync(path, exitProgram(process.arch) ?? '');
    chmodSync(path, 0o755);
    expect((await run(path, [])).exitCode).toBe(0);
  });

  it('is not made up for a processor that is not known', () => {
    expect(exitProgram('riscv64')).toBeUndefined();
  });
});

describe('which engine really runs a step, and how', () => {
  let folder: string;
  let engine: ReturnType<typeof stubEngine>;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'nx-helm-engines-'));
    engine = stubEngine(folder, Buffer.alloc(0));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const hybrid = 'cgroups in hybrid mode not supported, drop all controllers from cgroupv2';

  it.each([
    [[], { kind: 'default' }],
    [['default'], { kind: 'runtime', runtime: 'runc' }],
    [['default', 'runc'], { kind: 'runtime', runtime: 'youki' }],
    [['default', 'runc', 'youki'], { kind: 'chroot' }],
  ])('with %j refusing it is %j', async (refusing, mode) => {
    engine.refuse(Object.fromEntries(refusing.map((each) => [each, hybrid])));
    const found = await probe(folder);
    expect(found).toMatchObject({ engine: 'podman', mode, answered: true });
    const reasons = refusing.map(() => expect.stringContaining(hybrid));
    expect(found['reasons']).toEqual([expect.stringMatching(/^docker info: /), ...reasons]);
  });

  it('is undefined when all refuse, each with its error', async () => {
    const modes = ['default', 'runc', 'youki', 'chroot'];
    engine.refuse(Object.fromEntries(modes.map((mode) => [mode, `no steps by ${mode}`])));
    const found = await probe(folder);
    expect(found).toMatchObject({ answered: true });
    expect(found['engine']).toBeUndefined();
    expect(found['reasons']).toEqual([
      expect.any(String),
      ...modes.map((mode) => expect.stringMatching(new RegExp(`^podman .*: no steps by ${mode}$`))),
    ]);
  });

  it('gives a client up whose daemon hangs, with all that it has started, and says for how long', async () => {
    const { childOf } = engine.hangDocker();
    const found = await probe(folder);
    expect(found).toMatchObject({ engine: 'podman', mode: { kind: 'default' } });
    expect(found['reasons']).toEqual(['docker info gave no answer within 5 s']);
    const { stdout } = await run('ps', ['-eo', 'args']);
    expect(stdout).not.toContain(join(folder, 'docker'));
    while (isAlive(childOf())) await sleep(20);
  }, 20_000);

  /** An engine that answers, and whose builds never end; each writes down its number. */
  function hangBuilds(first = ''): void {
    const begin = `echo $$ >> '${folder}/begun'; ${first}`;
    const script = `case "$*" in *build*) ${begin} exec sleep 600;; esac`;
    writeFileSync(join(folder, 'podman'), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  }

  /** The system may take a moment to end what was killed; the test's own limit ends the waiting. */
  async function buildsHaveEnded(): Promise<number> {
    const begun = readFileSync(join(folder, 'begun'), 'utf8').trim().split('\n').map(Number);
    while (begun.some(isAlive)) await sleep(20);
    return begun.length;
  }

  it('is none where each step hangs, and no build is left', async () => {
    hangBuilds();
    const found = await probe(folder);
    expect(found).toMatchObject({ answered: true });
    expect(found['engine']).toBeUndefined();
    expect(found['reasons']).toEqual([
      expect.stringMatching(/^docker info: /),
      expect.stringMatching(/^podman as it is: no answer within \d+ s$/),
      expect.stringMatching(/^podman with the runtime crun: no answer within \d+ s$/),
    ]);
    expect(await buildsHaveEnded()).toBe(2);
  }, 40_000);

  it('is not asked any longer, and no build is left, once this is interrupted, as early as may be', async () => {
    // By the build itself, which may be before the one who has started it knows its number.
    hangBuilds('kill -INT "$PPID";');
    const program = join(import.meta.dirname, 'main.mjs');
    const child = spawn('env', [`PATH=${folder}:/usr/bin:/bin`, process.execPath, program]);
    const [, signal] = (await once(child, 'close')) as [number | null, string | null];
    expect(signal).toBe('SIGINT');
    expect(await buildsHaveEnded()).toBe(1);
  });

  it('leaves no folder for longer than until the next time, not even when it is killed', async () => {
    hangBuilds();
    const temporary = join(folder, 'temporary');
    mkdirSync(temporary);
    const program = join(import.meta.dirname, 'main.mjs');
    const environment = [`TMPDIR=${temporary}`, `PATH=${folder}:/usr/bin:/bin`];
    const child = spawn('env', [...environment, process.execPath, program]);
    while (!existsSync(join(folder, 'begun'))) await sleep(20);
    child.kill('SIGKILL');
    await once(child, 'close');
    for (const build of readFileSync(join(folder, 'begun'), 'utf8').trim().split('\n')) {
      endGroup(Number(build), 'SIGKILL');
    }
    expect(readdirSync(temporary)).toHaveLength(1);
    stubEngine(folder, Buffer.alloc(0));
    await run('env', [...environment, process.execPath, program]);
    expect(readdirSync(temporary)).toEqual([]);
  }, 20_000);

  it('is none, and none has answered, where none is installed', async () => {
    const empty = join(folder, 'empty');
    const program = join(import.meta.dirname, 'main.mjs');
    const { stdout } = await run('env', [`PATH=${empty}`, process.execPath, program]);
    expect(JSON.parse(stdout)).toMatchObject({
      answered: false,
      reasons: ['docker is not installed', 'podman is not installed'],
    });
  });
});
