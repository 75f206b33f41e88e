import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { editEnvironment } from './environment.ts';

describe('scaling by values (K9)', () => {
  it('is what is written below nxHelm.releases, beside all that was there', () => {
    const folder = mkdtempSync(join(tmpdir(), 'taskora-environment-'));
    const file = join(folder, 'infra/environments/minikube.yaml');
    try {
      mkdirSync(join(file, '..'), { recursive: true });
      writeFileSync(file, '# of a developer\nnxHelm:\n  kubeVersion: 1.34.4\nglobal: {}\n');
      editEnvironment(folder, { api: { replicas: 4 } });
      editEnvironment(folder, { api: { replicas: 4, autoscaling: { enabled: true } } });
      const text = readFileSync(file, 'utf8');
      expect(text).toContain('# of a developer');
      expect(parse(text)).toEqual({
        nxHelm: {
          kubeVersion: '1.34.4',
          releases: { api: { replicas: 4, autoscaling: { enabled: true } } },
        },
        global: {},
      });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
