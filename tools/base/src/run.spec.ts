import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endGroup, run, type RunningProgram } from './run.ts';

const node = (
  script: string,
  options: Partial<Parameters<typeof run>[2]> = {},
  ...more: string[]
) => run(process.execPath, ['-e', script, '--', ...more], { environment: {}, ...options });

describe('a program that is run', () => {
  it.each(['$(id)', '; id', '`id`', '--flag', "'", '$HOME', 'a b', '*', '\n', ''])(
    'gets %j as one argument, whatever a shell would make of it',
    async (argument) => {
      const { stdout } = await node('process.stdout.write(process.argv[1])', {}, argument);
      expect(stdout).toBe(argument);
    },
  );

  it('gives its exit code, its output and its error output', async () => {
    const script = 'console.log("out"); console.error("err"); process.exit(3)';
    expect(await node(script)).toEqual({ exitCode: 3, stdout: 'out\n', stderr: 'err\n' });
  });

  it('ends as for a shell when a signal ends it', async () => {
    const { exitCode } = await node('setInterval(() => {}, 9)', {
      onStart: (child) => child.end('SIGTERM'),
    });
    expect(exitCode).toBe(143);
  });

  it('may be asked to end when it has ended', async () => {
    let started: RunningProgram | undefined;
    await node('', { onStart: (child) => (started = child) });
    expect(() => started?.end('SIGTERM')).not.toThrow();
  });

  it('sees the environment that it is given, and no more', async () => {
    const environment = { KEPT: 'yes', DROPPED: undefined, PATH: '/only/this' };
    const { stdout } = await node('console.log(JSON.stringify(process.env))', { environment });
    expect(JSON.parse(stdout)).toEqual({ KEPT: 'yes', PATH: '/only/this' });
  });

  it('is fed its input, and may leave it unread', async () => {
    const input = 'ä'.repeat(1_000_000);
    const count =
      'let t = ""; process.stdin.setEncoding("utf8").on("data", (c) => (t += c)).on("end", () => console.log(t.length))';
    expect(await node(count, { input })).toMatchObject({ exitCode: 0, stdout: '1000000\n' });
    expect(await node('process.exit(5)', { input })).toMatchObject({ exitCode: 5 });
  });

  it('has no input unless it is given one', async () => {
    const script = 'process.stdin.on("end", () => console.log("ended")).resume()';
    expect((await node(script)).stdout).toBe('ended\n');
  });

  it('gives letters whole that come in two pieces', async () => {
    const script = `const [a, b] = Buffer.from('ä');
      process.stdout.write(Buffer.of(a)); setImmediate(() => process.stdout.write(Buffer.of(b)))`;
    expect((await node(script)).stdout).toBe('ä');
  });

  it('cannot be started where it is not there, as a shell and the system say', async () => {
    expect(await run('taskora-no-such-program', [])).toMatchObject({
      exitCode: 127,
      stderr: expect.stringContaining('taskora-no-such-program') as string,
      startError: { code: 'ENOENT' },
    });
  });

  it('cannot be started with more arguments than the system takes', async () => {
    const { exitCode, startError } = await run('true', ['x'.repeat(3_000_000)]);
    expect([exitCode, startError?.code]).toEqual([127, 'E2BIG']);
  });

  it('has the environment of this process unless it is given one', async () => {
    const script = 'process.stdout.write(process.env.PATH)';
    expect((await run(process.execPath, ['-e', script])).stdout).toBe(process.env['PATH']);
  });

  it('is ended when its reason to stop comes up, and at once when that is older', async () => {
    const stopping = new AbortController();
    const goesOn = (when: AbortSignal) =>
      node('setInterval(() => {}, 9)', {
        stops: [{ when, by: 'SIGKILL' }],
        onStart: () => stopping.abort(),
      });
    expect((await goesOn(stopping.signal)).exitCode).toBe(137);
    expect((await goesOn(AbortSignal.abort())).exitCode).toBe(137);
  });

  const onLinux = process.platform === 'linux' ? it : it.skip;
  onLinux('leads a process group where it is to be ended whole', async () => {
    const script = `console.log(require('fs').readFileSync('/proc/self/stat', 'utf8').split(' ')[4] === String(process.pid))`;
    expect((await node(script, { ownGroup: true })).stdout).toBe('true\n');
    expect((await node(script)).stdout).toBe('false\n');
  });

  it('is ended with all that it has started', async () => {
    const script = `require('child_process').spawn(process.execPath, ['--eval', 'setInterval(() => 0, 1000)'], { stdio: ['ignore', 'inherit', 'inherit'] }); console.log('started')`;
    const onOutput = () => endGroup(pid, 'SIGKILL');
    let pid = 0;
    // Its output ends only when all have ended that could write to it.
    const { exitCode } = await node(script, {
      ownGroup: true,
      onStart: (child) => (pid = child.pid),
      onOutput,
    });
    expect(exitCode).toBe(128 + 9);
  });

  it('is ended on Windows by what knows whose child a process is', () => {
    const start = jest.fn();
    endGroup(7, 'SIGTERM', { platform: 'win32', start });
    const args = ['/pid', '7', '/t', '/f'];
    expect(start).toHaveBeenCalledWith('taskkill', args, { stdio: 'ignore' });
  });

  describe('with a log', () => {
    let folder: string;
    beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'taskora-run-'))));
    afterEach(() => rmSync(folder, { recursive: true }));

    it('has all its output there, behind what is there already, and gives it too', async () => {
      const log = join(folder, 'logs', 'log');
      const script = 'console.log("x".repeat(200000)); console.error("err"); process.exitCode = 1';
      const first = await node(script, { log });
      await node('console.log("second")', { log });
      expect(first.stdout).toBe(`${'x'.repeat(200_000)}\n`);
      const text = readFileSync(log, 'utf8');
      expect(text).toHaveLength(200_001 + 'err\n'.length + 'second\n'.length);
      expect(text).toContain('err\n');
      expect(text.endsWith('second\n')).toBe(true);
    });
  });
});
