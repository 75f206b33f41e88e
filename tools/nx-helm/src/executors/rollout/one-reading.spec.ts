import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writePushedImage } from '../../image/registry.ts';
import { exportTestImage } from '../../testing/export-test-image.ts';
import { testCluster, useTestCluster } from '../../testing/test-cluster.ts';
import { executorContext, writeFiles } from '../../testing/workspace.ts';
import { rollout } from './executor.ts';

let root: string;
let said: string[];
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'nx-helm-once-'));
  said = [];
  jest.spyOn(console, 'log').mockImplementation((...texts) => void said.push(texts.join(' ')));
  // What was read of the workspace before the first render is gone after it.
  useTestCluster(root, {
    helm: `echo "helm $*" >> calls
case "$1" in
  template)
    rm -f dist/images/api/image.json environments/test.yaml
    printf 'apiVersion: v1\\nkind: ConfigMap\\nmetadata: { name: settings }\\n' ;;
esac
`,
    kubectl: `case "$*" in *' get secrets'*) ;; *' get '*) echo '{ "items": [] }' ;; esac
`,
  });
  writeFiles(root, {
    'environments/test.yaml': 'nxHelm: { kubeVersion: 1.34.4, registry: registry.example/acme }\n',
    'dist/manifests/api/fingerprint.json': JSON.stringify({
      fingerprint: '0',
      environment: 'test',
      workloads: [],
      ignoredManagers: [],
    }),
  });
});
afterEach(() => {
  jest.restoreAllMocks();
  rmSync(root, { recursive: true });
});

describe('a helm-deploy to an environment with a registry', () => {
  it('reads image and environment once, and renders once for decision and difference', async () => {
    const { reference } = await exportTestImage(root, 'api', {
      layers: [[{ name: 'a', content: 'a' }]],
    });
    const repository = 'registry.example/acme/api';
    await writePushedImage(root, 'test', 'api', { reference, repository, digest: 'sha256:0' });
    await rollout()(
      {
        step: 'helm-deploy',
        ...testCluster,
        chart: 'api/chart',
        namespace: 'acme',
        images: { image: 'api' },
        dryRun: 'client',
      },
      executorContext(root, 'api', {}),
      'api',
    );
    expect(said.at(-1)).toMatch(/^api: dry run \(client\).*would install it as revision 1/);
    const calls = readFileSync(join(root, 'calls'), 'utf8').split('\n');
    const renders = calls.filter((call) => call.startsWith('helm template'));
    // Two of each form, which must agree.
    expect(renders.map((call) => call.includes('--is-upgrade')).toSorted()).toEqual([
      false,
      false,
      true,
      true,
    ]);
  });
});
