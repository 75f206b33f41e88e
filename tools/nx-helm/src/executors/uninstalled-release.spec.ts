import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testCluster, useTestCluster } from '../testing/test-cluster.ts';
import { executorContext, writeFiles } from '../testing/workspace.ts';
import helmDiff from './helm-diff/executor.ts';
import helmRollback from './helm-rollback/executor.ts';
import helmStatus from './helm-status/executor.ts';
import helmTest from './helm-test/executor.ts';
import logs from './logs/executor.ts';
import portForward from './port-forward/executor.ts';

const options = { ...testCluster, chart: 'api/chart', namespace: 'acme' };
const object = 'kind: ConfigMap\napiVersion: v1\nmetadata: { name: settings }\n';

let root: string;
let said: string[];
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'nx-helm-uninstalled-'));
  said = [];
  for (const stream of ['log', 'error'] as const) {
    jest.spyOn(console, stream).mockImplementation((...texts) => void said.push(texts.join(' ')));
  }
  // As `helm uninstall --keep-history` leaves it.
  const secret = JSON.stringify({ name: 'api', version: '3', status: 'uninstalled' });
  useTestCluster(root, {
    kubectl: `case "$*" in *"get secrets"*) echo '${secret}' ;; *) echo '{"items":[]}' ;; esac\n`,
    helm: `case "$1" in version) echo v4.2.4 ;; *) echo '${object.replaceAll('\n', '\\n')}' ;; esac\n`,
  });
  writeFiles(root, {
    'dist/manifests/api/fingerprint.json': JSON.stringify({ environment: 'test' }),
    'dist/manifests/api/install.yaml': object,
    'dist/manifests/api/upgrade.yaml': object,
  });
});
afterEach(() => {
  jest.restoreAllMocks();
  rmSync(root, { recursive: true });
});

describe('a release that was uninstalled and whose history is kept', () => {
  const context = () => executorContext(root, 'api', {});

  it.each([
    ['logs', logs],
    ['port-forward', portForward],
    ['helm-test', helmTest],
    ['helm-rollback', helmRollback],
  ])('is not installed for %s', async (_name, run) => {
    expect(await run(options, context())).toEqual({ success: false });
    expect(said.join()).toMatch(/^NXHELM_NOT_INSTALLED: there is no such release/);
  });

  it('is not installed for helm-status, which says where its history ends', async () => {
    expect(await helmStatus(options, context())).toEqual({ success: true });
    expect(said).toEqual([
      'api: not installed in namespace acme of test; its history ends with revision 3',
    ]);
  });

  it('is compared by helm-diff as what would be installed', async () => {
    expect(await helmDiff(options, context())).toEqual({ success: true });
    expect(said.join()).toMatch(
      /^api: a deploy would change 1 object against nothing is installed/,
    );
  });
});
