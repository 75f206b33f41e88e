import { join } from 'node:path';
import { createSandbox, writeFileAt, type Sandbox } from '../src/__fixtures__/settings.ts';
import { installSteps, listedPackages, missingPackages } from './debian-packages.mjs';

describe('the lists of Debian packages', () => {
  let sandbox: Sandbox;
  beforeEach(() => (sandbox = createSandbox()));
  afterEach(() => sandbox.remove());

  it('may have comments and empty lines', () => {
    const file = join(sandbox.folder, 'list.txt');
    writeFileAt(file, '# why\n\nchromium   # browser\npodman\n');
    expect(listedPackages(file)).toEqual(['chromium', 'podman']);
  });

  it('count a package that was removed but not purged as missing', async () => {
    sandbox.program('dpkg-query', 'echo installed chromium; echo config-files podman; exit 1');
    const missing = await missingPackages(
      ['chromium', 'podman', 'strace'],
      sandbox.settings.environment,
    );
    expect(missing).toEqual(['podman', 'strace']);
  });

  it('are installed without removing a package of somebody else', () => {
    expect(installSteps(['runc']).at(-1)?.args).toEqual(expect.arrayContaining(['--no-remove']));
  });
});
