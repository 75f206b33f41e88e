import { must, run, tasksExitCode } from './run.ts';

describe('a child program', () => {
  it('that is not installed is one line with a command, not a stack', async () => {
    await expect(run('taskora-no-such-program', [])).rejects.toThrow(
      /^PROGRAM_MISSING: taskora-no-such-program .*Do: node tools\/dev\/setup\.mjs, then /,
    );
  });

  it('gets its arguments as they are, whatever a shell would make of them', async () => {
    const print = 'process.stdout.write(process.argv[1])';
    const { stdout } = await run(process.execPath, ['-e', print, '$(id); "x"']);
    expect(stdout).toBe('$(id); "x"');
  });
});

describe('a program that has to succeed', () => {
  const failure = { code: 'NOT_DONE', fix: 'try again' };

  it('gives what it prints', async () => {
    const print = 'process.stdout.write("done")';
    expect(await must(process.execPath, ['-e', print], failure)).toBe('done');
  });

  it.each([
    ['with the end of what it printed', 'console.log("half"); throw "all"', /half.*all.*Do: /s],
    [
      'with its exit code where it printed nothing',
      'process.exit(7)',
      /failed: exit code 7\. Do: /,
    ],
  ])('is an error %s', async (_what, script, text) => {
    const running = must(process.execPath, ['-e', script], failure);
    await expect(running).rejects.toThrow(/^NOT_DONE: node -e .* Do: try again$/s);
    await expect(running).rejects.toThrow(text);
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
