import { readFileSync } from 'node:fs';

const resourceCapabilityBit = 24n;

/**
 * Without CAP_SYS_RESOURCE podman cannot raise limits for a RUN step and has to ask for less.
 *
 * @param {'docker' | 'podman'} engine
 * @returns {string[]} such as `nofile=1024:1024`
 */
export function ulimitsFor(engine) {
  const needed = engine === 'podman' && !mayRaiseLimits();
  return needed ? ['nofile=1024:1024', 'nproc=1000:1000'] : [];
}

function mayRaiseLimits() {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return true;
  const effective = /^CapEff:\s*([0-9a-f]+)$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
  return (
    effective === undefined || ((BigInt(`0x${effective}`) >> resourceCapabilityBit) & 1n) === 1n
  );
}
