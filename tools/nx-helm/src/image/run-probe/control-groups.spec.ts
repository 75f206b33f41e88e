import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const denied = 77;
const probe = join(import.meta.dirname, 'main.mjs');
const helper = join(import.meta.dirname, '../../testing/with-control-groups.ts');

/** A program where the control groups are mounted so; a reason where this machine does not allow that. */
function inArrangement(arrangement: string, ...command: string[]) {
  const args = ['--mount', process.execPath, helper, arrangement, ...command];
  const { status, stdout, stderr, error } = spawnSync('unshare', args, { encoding: 'utf8' });
  const isDenied = error !== undefined || status === denied || /^unshare: /.test(stderr);
  return { status, stdout, reason: isDenied ? (error?.message ?? stderr.trim()) : undefined };
}

/** Podman is asked, and no docker, whose daemon has control groups of its own. */
const podmanAlone = (): string | undefined => {
  const { status, error } = spawnSync('podman', ['info'], { encoding: 'utf8' });
  return status === 0 ? undefined : `podman does not answer: ${error?.message ?? 'info failed'}`;
};

describe('control groups as other machines have them, with the real engine', () => {
  it.each(['as they are', 'version 1 alone', 'version 2 alone', 'version 2, read-only', 'none'])(
    '%s: a mode is found in which a step runs',
    (arrangement) => {
      const silent = podmanAlone() ?? inArrangement(arrangement, 'true').reason;
      if (silent !== undefined) {
        console.warn(`Not tried with control groups "${arrangement}": ${silent}`);
        return;
      }
      const { stdout } = inArrangement(arrangement, process.execPath, probe);
      expect(JSON.parse(stdout)).toMatchObject({ engine: expect.any(String), answered: true });
    },
    60_000,
  );
});
