import { UserError } from '@taskora/base/errors';
import { poolerWherePackaged } from './optional-pooler.ts';

const missing = new UserError('PGBOUNCER_MISSING', 'apt-get: none', 'apt-get update, on Debian');

function choose(outcome: Error | undefined, isRequired: boolean) {
  const lines: string[] = [];
  const pooler = { port: 1, stop: async () => undefined };
  const start = async () => {
    if (outcome !== undefined) throw outcome;
    return pooler;
  };
  const log = (line: string) => void lines.push(line);
  return { pooler, lines, chosen: poolerWherePackaged({ start, isRequired, log }) };
}

describe('a pooler for tests (A2)', () => {
  it.each([false, true])('is used where it starts; required: %s', async (isRequired) => {
    const { chosen, pooler } = choose(undefined, isRequired);
    expect(await chosen).toBe(pooler);
  });

  it('may be missing where somebody reads which tests were skipped', async () => {
    const { chosen, lines } = choose(missing, false);
    expect(await chosen).toBeUndefined();
    expect(lines).toEqual([expect.stringMatching(/skipped: PGBOUNCER_MISSING/)]);
  });

  it.each([
    ['missing in continuous integration', missing, true],
    ['there and does not start', new UserError('PGBOUNCER_START_FAILED', 'x', 'npm test'), false],
    ['broken in another way', new TypeError('x is undefined'), false],
  ])('fails the tests where it is %s', async (_what, outcome, isRequired) => {
    const { chosen, lines } = choose(outcome, isRequired);
    await expect(chosen).rejects.toBe(outcome);
    expect(lines).toEqual([]);
  });
});
