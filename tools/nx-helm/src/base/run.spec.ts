import { notFoundExitCode, run } from './process.ts';

const node = (script: string, ...args: readonly string[]) =>
  run(process.execPath, ['-e', script, '--', ...args]);

describe('running a program', () => {
  it.each(['$(id)', '; id', '`id`', '--flag', "'", '$HOME', 'a b', '*', '\n'])(
    'hands %j over as one argument and never to a shell',
    async (argument) => {
      const { stdout } = await node('process.stdout.write(process.argv[1])', argument);
      expect(stdout).toBe(argument);
    },
  );

  it('gives exit code, output and error output', async () => {
    const script = 'console.log("out"); console.error("err"); process.exit(3)';
    expect(await node(script)).toEqual({ exitCode: 3, stdout: 'out\n', stderr: 'err\n' });
  });

  it('ends a program when its reason to stop comes up', async () => {
    const stopping = new AbortController();
    const { exitCode } = await run(process.execPath, ['-e', 'setInterval(() => {}, 9)'], {
      stops: [{ when: stopping.signal, by: 'SIGTERM' }],
      onStart: () => stopping.abort(),
    });
    expect(exitCode).toBe(1);
  });

  it('ends a program at once whose reason to stop is older than itself', async () => {
    const stops = [{ when: AbortSignal.abort(), by: 'SIGKILL' as const }];
    expect(
      (await run(process.execPath, ['-e', 'setInterval(() => {}, 9)'], { stops })).exitCode,
    ).toBe(1);
  });

  it('reports a program that is not there as a shell would', async () => {
    expect((await run('no-such-program-anywhere', [])).exitCode).toBe(notFoundExitCode);
  });
});
