import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeSchemaSources } from '../__fixtures__/fake-go.ts';
import {
  createRecorder,
  createSandbox,
  writeFileAt,
  type Sandbox,
} from '../__fixtures__/settings.ts';
import { acquireLock } from '@taskora/base/lock';
import { ownIdentity } from '@taskora/base/identity';
import { hostPath, lockFile } from '../base/settings.ts';
import { clusterDown } from './down.ts';
import { clusterKill } from './kill.ts';
import { clusterStatus, describeStatus } from './status.ts';
import { clusterUp } from './up.ts';

const FOREIGN = `clusters:
- cluster:
    server: https://192.0.2.9
  name: production
contexts:
- context:
    cluster: production
    user: me
  name: production
current-context: production
`;

describe('conditions that a command refuses', () => {
  let sandbox: Sandbox;
  beforeEach(() => (sandbox = createSandbox()));
  afterEach(() => sandbox.remove());
  const up = () => clusterUp(sandbox.settings, createRecorder());
  const foreign = (): void => writeFileAt(join(sandbox.folder, 'home', '.kube', 'config'), FOREIGN);

  it('cluster-up: a kube-context that is not Minikube, which stays as it is', async () => {
    foreign();
    await expect(up()).rejects.toThrow(/^KUBE_CONTEXT_FOREIGN: .*production/);
    expect(readFileSync(join(sandbox.folder, 'home', '.kube', 'config'), 'utf8')).toBe(FOREIGN);
    expect(existsSync(sandbox.settings.cache)).toBe(false);
  });

  it('cluster-up: a machine that is not Debian and has no Minikube', async () => {
    writeFileAt(hostPath(sandbox.settings, '/etc/os-release'), 'ID=fedora\nPRETTY_NAME=Fedora\n');
    await expect(up()).rejects.toThrow(/^NOT_DEBIAN: .*Fedora.*Do: install minikube/);
  });

  it('cluster-up: Minikube without a container engine', async () => {
    sandbox.program('minikube', 'exit 0');
    await expect(up()).rejects.toThrow(/^NO_CONTAINER_ENGINE: .*docker: not installed/);
  });

  it('cluster-up and cluster-down: another run in progress', async () => {
    acquireLock(lockFile(sandbox.settings), { ...ownIdentity(), command: 'cluster-up' });
    await expect(up()).rejects.toThrow(/^RUN_IN_PROGRESS: .*cluster-up/);
    const marker = {
      provider: 'minikube-start',
      profile: 'minikube',
      driver: 'docker',
      created: true,
    };
    writeFileAt(join(sandbox.settings.cache, 'cluster.json'), JSON.stringify(marker));
    await expect(clusterDown(sandbox.settings, createRecorder())).rejects.toThrow(
      /^RUN_IN_PROGRESS/,
    );
  });

  it('cluster-down: a Minikube that it did not make', async () => {
    const text = FOREIGN.replace(
      '    user: me\n',
      '    user: me\n    extensions:\n    - extension:\n        provider: minikube.sigs.k8s.io\n',
    );
    writeFileAt(join(sandbox.folder, 'home', '.kube', 'config'), text.replace('https:', 'http:'));
    await expect(clusterDown(sandbox.settings, createRecorder())).rejects.toThrow(
      /^MINIKUBE_NOT_OURS: .*Do: minikube delete --profile=production/,
    );
  });

  it('cluster-down: nothing to do is fine', async () => {
    expect(await clusterDown(sandbox.settings, createRecorder())).toMatchObject({ changed: false });
  });

  it('cluster-kill: processes of a cluster that it did not make', async () => {
    await expect(clusterKill(sandbox.settings)).rejects.toThrow(/^NO_CLUSTER_OF_OURS/);
  });

  it('cluster-status says that there is no cluster', async () => {
    const status = await clusterStatus(sandbox.settings);
    expect(status).toMatchObject({ provider: 'none', running: false, nodes: [], processes: [] });
    expect(describeStatus(status)).toBe('no cluster; not running');
  });
});

describe('minikube-start (K1)', () => {
  it('starts Minikube with the engine, and deletes only what it made', async () => {
    const sandbox = createSandbox();
    const calls = join(sandbox.folder, 'calls');
    sandbox.program(
      'minikube',
      `echo "$@" >> ${calls}\n[ "$2" != --help ] || echo "--base-image='a/b:v1'"`,
    );
    sandbox.program('docker', 'exit 0');
    sandbox.program('helm', 'echo v3.14.0');
    sandbox.program('kubeconform', 'echo v0.7.0');
    sandbox.program('kubectl', 'echo Client Version: v1.34.0');
    sandbox.program(
      'go',
      `case $1 in env) echo go1.99 ;; mod) echo '{"Dir":"${sandbox.folder}"}' ;; esac`,
    );
    writeSchemaSources(sandbox.folder);
    const result = await clusterUp(sandbox.settings, createRecorder());
    expect(result).toMatchObject({ provider: 'minikube-start', changed: true });
    expect(await clusterDown(sandbox.settings, createRecorder())).toMatchObject({ changed: true });
    const lines = readFileSync(calls, 'utf8').trim().split('\n');
    expect(lines.map((line) => line.split(' ').slice(0, 2).join(' '))).toEqual([
      'start --help',
      'start --profile=minikube',
      'delete --profile=minikube',
    ]);
    sandbox.remove();
  });
});
