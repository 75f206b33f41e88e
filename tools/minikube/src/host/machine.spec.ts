import { createSandbox, writeFileAt, type Sandbox } from '../__fixtures__/settings.ts';
import { hostPath } from '../base/settings.ts';
import { DISK_OF_BUILDS_BYTES, freeBytes } from '../../preflight/host.mjs';
import { checkDisk, probeHost } from './machine.ts';

describe('facts about the host', () => {
  let sandbox: Sandbox;
  beforeEach(() => (sandbox = createSandbox()));
  afterEach(() => sandbox.remove());

  it.each([
    ['PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nID=debian\n', true],
    ['PRETTY_NAME="Ubuntu 24.04"\nID=ubuntu\nID_LIKE=debian\n', false],
  ])('distinguish Debian from other systems: %s', (text, expected) => {
    writeFileAt(hostPath(sandbox.settings, '/etc/os-release'), text);
    expect(probeHost(sandbox.settings).debian).toBe(expected);
  });

  it('measure the disk of a folder that is not there yet', () => {
    expect(freeBytes(`${sandbox.folder}/not/yet`)).toBeGreaterThan(0);
  });

  it('refuse a disk with less than 20 GB', () => {
    const settings = { ...sandbox.settings, diskAtLeastBytes: DISK_OF_BUILDS_BYTES };
    expect(() => checkDisk(settings, 20 * 1024 ** 3 - 1)).toThrow(
      /^DISK_TOO_SMALL: .*20 GB.*\/home\/.cache\/example has 20.0 GB free/,
    );
    expect(() => checkDisk(settings, 20 * 1024 ** 3)).not.toThrow();
  });
});
