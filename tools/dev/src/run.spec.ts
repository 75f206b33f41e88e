import { run, tasksExitCode } from './run.ts';

describe('a child program', () => {
  it('that is not installed is one line with a command, not a stack', async () => {
    await expect(run('taskora-no-such-program', [])).rejects.toThrow(
      /^PROGRAM_MISSING: taskora-no-such-program .*Do: /,
    );
  });

  it('gets its arguments as they are, whatever a shell would make of them', async () => {
    const print = 'process.stdout.write(process.argv[1])';
    const { stdout } = await run(process.execPath, ['-e', print, '$(id); "x"']);
    expect(stdout).toBe('$(id); "x"');
  });
});

describe('the exit code of a run of tasks', () => {
  const ended = { stdout: '', stderr: '' };

  it.each([
    [0, undefined, 0],
    // What Nx 23.2.1 gives when a failure leaves tasks undone.
    [130, undefined, 1],
    [1, undefined, 1],
    [130, 'SIGINT', 130],
    [1, 'SIGINT', 130],
    [143, 'SIGTERM', 143],
    [0, 'SIGINT', 0],
  ] as const)('is, for %d of Nx after %s, %d', (exitCode, interruption, expected) => {
    const result = { ...ended, exitCode, ...(interruption && { interruption }) };
    expect(tasksExitCode(result)).toBe(expected);
  });
});
