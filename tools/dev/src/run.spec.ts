import { run } from './run.ts';

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
