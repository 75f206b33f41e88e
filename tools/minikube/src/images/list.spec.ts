import { createSandbox } from '../__fixtures__/settings.ts';
import { allPrograms } from '../programs/modules.ts';
import { CLUSTER_IMAGES } from './list.ts';

describe('the images of the cluster (N8)', () => {
  it('have their programs declared as module folders', () => {
    const sandbox = createSandbox();
    try {
      const names = [...allPrograms(sandbox.settings).keys()];
      expect(CLUSTER_IMAGES).not.toEqual([]);
      for (const { program } of CLUSTER_IMAGES) expect(names).toContain(program);
    } finally {
      sandbox.remove();
    }
  });
});
