import { strict as assert } from 'node:assert';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { createKubectl } from '../src/cluster/connect.ts';
import type { Place } from './chart-release.ts';
import { ChartRelease } from './chart-release.ts';
import { fixtureName } from './environment.ts';
import { imageWithNode } from './image-with-node.ts';

const workspaceRoot = resolve(import.meta.dirname, '../../..');
const place: Place = {
  programsDirectory: join(workspaceRoot, '.taskora/bin'),
  namespace: `${fixtureName}-faults`,
  context: 'minikube',
};
let root: string;
let image: string;
const kubectl = createKubectl({ ...place, workspaceRoot, project: 'e2e' });

before(async () => {
  root = await mkdtemp(join(tmpdir(), 'nx-helm-faults-'));
  image = await imageWithNode(kubectl.read);
});
after(async () => {
  await kubectl.try(['delete', 'namespace', place.namespace, '--wait', '--ignore-not-found']);
  await rm(root, { recursive: true, force: true });
});

const releaseOf = (name: string): ChartRelease => new ChartRelease(root, name, place);
const container = (script: string): string =>
  `{ name: main, image: ${image}, imagePullPolicy: Never, command: [node, -e, ${JSON.stringify(script)}] }`;
const idle = 'process.on("SIGTERM", () => process.exit(0)); setInterval(() => undefined, 1e6)';

const settings = (text: string): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: {{ .Release.Name }} }\ndata: { text: ${text} }\n`;

function job(name: string, spec: string, hook?: string): string {
  const annotations = hook === undefined ? '' : `, annotations: { helm.sh/hook: ${hook} }`;
  return `---\napiVersion: batch/v1\nkind: Job\nmetadata: { name: "{{ .Release.Name }}-${name}"${annotations} }\nspec:\n${spec}`;
}

function deployment(replicas: number | undefined): string {
  return `---
apiVersion: apps/v1
kind: Deployment
metadata: { name: {{ .Release.Name }} }
spec:
  ${replicas === undefined ? '' : `replicas: ${replicas}`}
  selector: { matchLabels: { app: {{ .Release.Name }} } }
  template:
    metadata: { labels: { app: {{ .Release.Name }} } }
    spec:
      terminationGracePeriodSeconds: 1
      containers:
        - ${container(idle)}
`;
}

const service = `---
apiVersion: v1
kind: Service
metadata: { name: {{ .Release.Name }} }
spec: { selector: { app: {{ .Release.Name }} }, ports: [{ port: 80, targetPort: 80 }] }
`;

describe('a hook', () => {
  test('that has failed ends the deploy long before the time is up, with its log (helm#31690)', async () => {
    const hooked = releaseOf('hooked');
    await hooked.writeChart(settings('one'));
    await hooked.does('rollout');
    const fail = `console.log('no such table'); process.exit(7)`;
    const spec = `  backoffLimit: 0\n  template: { spec: { restartPolicy: Never, containers: [${container(fail)}] } }\n`;
    await hooked.writeChart(settings('two') + job('migrate', spec, 'pre-upgrade'));
    const { exitCode, text } = await hooked.run('rollout', { timeoutSeconds: 300 });
    assert.notEqual(exitCode, 0, text);
    assert.match(text, /NXHELM_ROLLOUT_FAILED: .*hooked-migrate.*Fail/s);
    assert.match(text, /main \| no such table/);
    assert.doesNotMatch(text, /deadline exceeded|timed out/);
    assert.match(await hooked.helm('status', 'hooked'), /STATUS: deployed/);
  });
});

describe('a Job that goes as soon as it has finished', () => {
  test('fails no deploy, no skip and no uninstall (helm#31851)', async () => {
    const short = releaseOf('short');
    const spec = `  ttlSecondsAfterFinished: 0\n  template: { spec: { restartPolicy: Never, containers: [${container('1')}] } }\n`;
    await short.writeChart(
      settings('one') + job('install', spec) + job('hook', spec, 'pre-install'),
    );
    assert.match(await short.does('rollout', { timeoutSeconds: 60 }), /installed, revision 1/);
    assert.match(await short.does('rollout'), /skipped, unchanged/);
    await short.writeChart(
      settings('two') + job('install', spec) + job('hook', spec, 'pre-upgrade'),
    );
    assert.match(await short.does('rollout', { timeoutSeconds: 60 }), /upgraded, revision 2/);
    assert.match(await short.does('helm-uninstall'), /short: removed/);
  });
});

describe('a release that Helm merged by itself', () => {
  test('is healed also where somebody applied one of its objects by the server (provider-helm#403)', async () => {
    const merged = releaseOf('merged');
    await merged.writeChart(deployment(1) + service);
    await merged.does('rollout', { timeoutSeconds: 60 });
    await merged.helm('upgrade', 'merged', merged.chartFolder, '--server-side=false');
    await merged.does('rollout', { timeoutSeconds: 60 });
    const applied = JSON.stringify({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'merged' },
      spec: { ports: [{ port: 80, targetPort: 81 }] },
    });
    const how = ['--server-side', '--force-conflicts', '--field-manager=helm', '--filename', '-'];
    await kubectl.read(['apply', ...how], { input: applied });
    await kubectl.read(['scale', 'deployment/merged', '--replicas=0']);
    assert.match(
      await merged.does('rollout', { timeoutSeconds: 60 }),
      /healed, revision 4 \(drift\)/,
    );
    const path = ['--output', 'jsonpath={.spec.replicas}{.spec.ports[0].targetPort}'];
    assert.equal(await kubectl.read(['get', 'deployment', 'merged', ...path]), '1');
    assert.equal(await kubectl.read(['get', 'service', 'merged', ...path]), '80');
    assert.match(await merged.does('rollout'), /skipped, unchanged/);
  });
});

describe('a number of pods that an autoscaler has set', () => {
  const scaler = `---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: {{ .Release.Name }} }
spec: { minReplicas: 2, maxReplicas: 4, scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: {{ .Release.Name }} } }
`;
  const replicas = (): Promise<string> =>
    kubectl.read(['get', 'deployment', 'scaled', '--output', 'jsonpath={.spec.replicas}']);

  test('is no conflict while it is switched on, off and on again (helm-controller#343)', async () => {
    const scaled = releaseOf('scaled');
    const deploy = () => scaled.does('rollout', { timeoutSeconds: 60 });
    await scaled.writeChart(deployment(2));
    await deploy();
    await scaled.writeChart(deployment(undefined) + scaler);
    assert.match(await deploy(), /keeps its 2 replicas until the autoscaler sets them/);
    // As the autoscaler does it, which takes a quarter of a minute to do so.
    await kubectl.read(['scale', 'deployment/scaled', '--replicas=3']);
    assert.match(await deploy(), /skipped, unchanged/);
    await scaled.writeChart(deployment(2));
    await deploy();
    assert.equal(await replicas(), '2');
    await scaled.writeChart(deployment(undefined) + scaler);
    await deploy();
    assert.equal(await replicas(), '2');
  });
});

describe('a release that is larger than Helm can store', () => {
  test('is refused with what is large, and nothing of it is applied (helm#9788)', async () => {
    const large = releaseOf('large');
    await large.writeChart(settings('one'));
    await large.does('rollout');
    await writeFile(join(large.chartFolder, 'noise.bin'), randomBytes(2_000_000));
    await large.writeChart(settings('two'));
    const { exitCode, text } = await large.run('rollout');
    assert.notEqual(exitCode, 0, text);
    assert.match(
      text,
      /NXHELM_RELEASE_TOO_LARGE: .*nothing was applied: revision 1 stays; .* noise\.bin \(2000000 bytes\)/,
    );
    const path = ['--output', 'jsonpath={.data.text}'];
    assert.equal(await kubectl.read(['get', 'configmap', 'large', ...path]), 'one');
  });
});

describe('an object that never is as it should be', () => {
  test('ends the deploy by its timeout, with the object’s name (helm#32615)', async () => {
    const waiting = releaseOf('waiting');
    const volume = `apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: { name: waiting }\nspec: { storageClassName: none, accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Mi } } }\n`;
    await waiting.writeChart(volume);
    const { exitCode, text } = await waiting.run('rollout', { timeoutSeconds: 3 });
    assert.notEqual(exitCode, 0, text);
    assert.match(text, /NXHELM_ROLLOUT_FAILED: .*PersistentVolumeClaim.*waiting/s);
  });
});
