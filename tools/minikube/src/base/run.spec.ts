import { createSandbox, type Sandbox } from '../__fixtures__/settings.ts';
import { createRunner, must } from './run.ts';

describe('a program that has to succeed', () => {
  let sandbox: Sandbox;
  beforeEach(() => (sandbox = createSandbox()));
  afterEach(() => sandbox.remove());
  const run = (script: string) => {
    sandbox.program('planted', script);
    return must(createRunner(sandbox.settings.environment), 'planted', ['build', '-o', 'x', 'y']);
  };

  it('is reported with its last lines and its exit code', async () => {
    await expect(run('echo why >&2; exit 3')).rejects.toThrow(
      /^COMMAND_FAILED: planted build -o x ended with code 3: why\. Do: /,
    );
  });

  it.each(['compile: writing output: no space left on device', 'cp: Disk quota exceeded'])(
    'names a disk that has become full, wherever in its output that stands: %s',
    async (message) => {
      await expect(
        run(`echo "${message}"; for i in 1 2 3 4; do echo noise >&2; done; exit 1`),
      ).rejects.toThrow(new RegExp(`^DISK_FULL: planted build .*: ${message}\\. Do: df -h`));
    },
  );

  it('is named as not installed where it is not there, and not where it ends with 127', async () => {
    const missing = must(createRunner(sandbox.settings.environment), 'planted-nowhere', ['x']);
    await expect(missing).rejects.toThrow(
      /^COMMAND_FAILED: planted-nowhere x ended with code 127: it is not installed\. Do: /,
    );
    await expect(run('exit 127')).rejects.toThrow(/code 127: it has written nothing\. Do: /);
  });

  it('may speak of a full disk when it succeeds', async () => {
    await expect(run('echo no space left on device')).resolves.toMatchObject({ exitCode: 0 });
  });
});
