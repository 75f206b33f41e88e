import { copyOf, type PlantedCopy } from '../../rooms/planted-copy.ts';

/** Each test reads the whole plugin once. */
jest.setTimeout(120_000);

let copy: PlantedCopy;
beforeEach(() => {
  copy = copyOf('tools/nx-helm');
});
afterEach(() => copy.remove());

describe('the rooms of the plugin', () => {
  it('import only those on lower floors, without a circle of files or folders', async () => {
    await expect(copy.brokenRules()).resolves.toEqual([]);
  });

  it('are refused an arrow upwards, also of a type alone', async () => {
    copy.prepend('cluster/connect.ts', "import type { ReleaseLock } from '../release/lock.ts';");
    await expect(copy.brokenRules()).resolves.toEqual(
      expect.arrayContaining(['arrows-of-cluster', 'no-circle-of-folders']),
    );
  });

  it('are refused an arrow to the side that closes no circle', async () => {
    copy.prepend('inference/options.ts', "import '../change/planted.ts';");
    copy.write('change/planted.ts', 'export const planted = 1;\n');
    await expect(copy.brokenRules()).resolves.toEqual(['arrows-of-inference']);
  });

  it('are refused a circle of two files in one room', async () => {
    copy.prepend('release/standing.ts', "import type { Decision } from './decide.ts';");
    await expect(copy.brokenRules()).resolves.toEqual(['no-circle-of-files']);
  });

  it('are refused a file that nothing imports', async () => {
    copy.write('release/forgotten.ts', "export { standingOf } from './standing.ts';\n");
    await expect(copy.brokenRules()).resolves.toEqual(['no-unreachable-file']);
  });
});
