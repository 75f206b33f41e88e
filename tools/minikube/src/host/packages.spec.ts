import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createSandbox } from '../__fixtures__/settings.ts';
import { createRunner } from '../base/run.ts';
import { installPackages } from './packages.ts';

describe('Debian packages (N8)', () => {
  it('are installed when what a killed run left is set up, and wait for another that installs', async () => {
    const sandbox = createSandbox();
    const calls = join(sandbox.folder, 'calls');
    for (const name of ['dpkg', 'apt-get']) sandbox.program(name, `echo ${name} "$@" >> ${calls}`);
    const runner = createRunner(sandbox.settings.environment);
    await installPackages(['socat'], sandbox.settings, runner, join(sandbox.folder, 'log'));
    expect(readFileSync(calls, 'utf8').trim().split('\n')).toEqual([
      'dpkg --configure -a',
      'apt-get -o DPkg::Lock::Timeout=120 update -qq',
      expect.stringMatching(/^apt-get -o DPkg::Lock::Timeout=120 install .*--no-remove.* socat$/),
    ]);
    sandbox.remove();
  });
});
