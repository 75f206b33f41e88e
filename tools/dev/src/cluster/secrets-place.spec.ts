import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSecretsPlace } from './secrets-place.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'taskora-environments-'));
  const files = {
    minikube: 'nxHelm: { kubeVersion: 1.34.4 }',
    broken: 'nxHelm: {',
    gateway: 'nxHelm: { namespace: taskora-routing }',
    'minikube-pr-7':
      'nxHelm: { contexts: [minikube], namespace: taskora-pr-7, previewOf: { secrets: true } }',
    'shared-pr-8':
      'nxHelm: { contexts: [shared], namespace: taskora-pr-8, previewOf: { secrets: false } }',
  };
  for (const [name, text] of Object.entries(files)) {
    writeFileSync(join(folder, `${name}.yaml`), text);
  }
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

describe('the Secrets of an environment (C3)', () => {
  it.each<[string | undefined, string, string, boolean]>([
    [undefined, 'minikube', 'taskora', true],
    ['minikube', 'minikube', 'taskora', true],
    ['missing', 'minikube', 'taskora', true],
    ['broken', 'minikube', 'taskora', true],
    ['gateway', 'minikube', 'taskora-routing', true],
    ['minikube-pr-7', 'minikube', 'taskora-pr-7', true],
    ['shared-pr-8', 'shared', 'taskora-pr-8', false],
  ])(
    '%s are in the cluster %s, namespace %s, and made: %s',
    async (name, context, namespace, areMade) => {
      const isPreview = namespace.includes('-pr-');
      expect(await readSecretsPlace(folder, name)).toEqual({
        context,
        namespace,
        isPreview,
        areMade,
      });
    },
  );
});
