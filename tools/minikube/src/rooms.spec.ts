import { copyOf, type PlantedCopy } from '../../rooms/planted-copy.ts';

/** Each test reads the whole package once. */
jest.setTimeout(120_000);

let copy: PlantedCopy;
beforeEach(() => {
  copy = copyOf('tools/minikube');
});
afterEach(() => copy.remove());

describe('the rooms of the set-up', () => {
  it('import only those on lower floors, without a circle of files or folders', async () => {
    await expect(copy.brokenRules()).resolves.toEqual([]);
  });

  it('are refused an arrow upwards, also of a type alone', async () => {
    copy.prepend('host/machine.ts', "import type { EngineFact } from '../facts/engine.ts';");
    await expect(copy.brokenRules()).resolves.toEqual(
      expect.arrayContaining(['arrows-of-host', 'no-circle-of-folders']),
    );
  });

  it('are refused an arrow to the side that closes no circle', async () => {
    copy.prepend('processes/cluster.ts', "import '../programs/planted.ts';");
    copy.write('programs/planted.ts', 'export const planted = 1;\n');
    await expect(copy.brokenRules()).resolves.toEqual(['arrows-of-processes']);
  });

  it('are refused a circle of two files in one room', async () => {
    copy.prepend('commands/cluster-plan.ts', "import type { Ask } from './plan.ts';");
    await expect(copy.brokenRules()).resolves.toEqual(['no-circle-of-files']);
  });

  it('are refused a file that nothing imports', async () => {
    copy.write('base/forgotten.ts', "export { PROGRAMS } from './session.ts';\n");
    await expect(copy.brokenRules()).resolves.toEqual(['no-unreachable-file']);
  });
});
