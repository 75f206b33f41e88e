import { readFileSync } from 'node:fs';
import { join } from 'node:path';
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

  it.each([
    ['coredns', 'github.com/coredns/coredns'],
    ['kube-apiserver', 'k8s.io/kubernetes'],
    ['metrics-server', 'sigs.k8s.io/metrics-server'],
  ])('name the version of %s that is built', (name, module) => {
    const sandbox = createSandbox();
    try {
      const { source = '' } = allPrograms(sandbox.settings).get(name) ?? {};
      const requirements = readFileSync(join(source, 'go.mod'), 'utf8');
      const [, version] = new RegExp(`^\\s*${module} (v\\S+)$`, 'm').exec(requirements) ?? [];
      const image = CLUSTER_IMAGES.find(({ program }) => program === name)?.name;
      expect(image?.split(':')[1]).toBe(version);
    } finally {
      sandbox.remove();
    }
  });
});
