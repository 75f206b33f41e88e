import { strict as assert } from 'node:assert';
import { randomUUID } from 'node:crypto';
import { describe, test } from 'node:test';
import { acme, rollOut, status, succeed } from '../acme/shared.ts';
import { damageCachedLayers, removeFromNode } from '../acme/damage.ts';
import { kubeconfigOf, limitedKubeconfig } from '../acme/kubeconfigs.ts';

/** One error with its code, the project and a command; an exit code that says so; nothing half-applied. */
async function fails(error: RegExp, ...args: string[]) {
  const outcome = await rollOut(...args);
  assert.notEqual(outcome.exitCode, 0, outcome.output);
  assert.match(outcome.output, error);
  return outcome;
}

/** What the cluster is asked through another kubeconfig; what it has is read through the usual one. */
async function failsWith(kubeconfig: string, error: RegExp): Promise<void> {
  const before = await acme.state();
  acme.edit('apps/jobs/chart/values.yaml', (text) => text.replace('first', 'never deployed'));
  const args = ['run', 'jobs:helm-deploy', '--output-style=stream'];
  const { exitCode, output } = await acme.nxWith({ KUBECONFIG: kubeconfig }, ...args);
  assert.notEqual(exitCode, 0, output);
  assert.match(output, error);
  assert.deepEqual(await acme.state(), before);
}

describe('bad input', () => {
  test('a Chart.yaml without a version stops every target before it begins', async () => {
    acme.edit('apps/web/chart/Chart.yaml', (text) => text.replace('version: 0.1.0\n', ''));
    const error =
      /NXHELM_CHART_INCOMPLETE: apps\/web\/chart\/Chart\.yaml lacks version.*Do: add it to apps\/web/g;
    const { exitCode, rolled, restarted } = await rollOut();
    assert.notEqual(exitCode, 0);
    assert.deepEqual({ rolled, restarted }, { rolled: [], restarted: [] });
    // Nx's run-many says of it only that there is no graph; people have the plugin in a process of its own.
    const isolated = { NX_ISOLATE_PLUGINS: 'true' };
    const one = await acme.nxWith(isolated, 'run', 'web:helm-deploy');
    assert.notEqual(one.exitCode, 0);
    assert.equal(one.output.match(error)?.length, 1, one.output);
  });

  test('values that the schema refuses, a chart without objects and a Dockerfile that fails each roll nothing', async () => {
    acme.edit('apps/web/chart/values.schema.json', () => schema);
    acme.edit('apps/jobs/chart/templates/service.yaml', () => '{{/* nothing */}}\n');
    acme.edit('apps/chatbot/Dockerfile', (text) => `${text}RUN ["/bin/busybox", "false"]\n`);
    const { output, rolled, restarted } = await fails(
      /NXHELM_VALUES_INVALID: .*replicas.*\(project web\)\. Do: correct the values, then npx nx run web:helm-template/s,
    );
    assert.match(output, /NXHELM_RENDER_EMPTY: .*\(project jobs\)\. Do: check its templates/);
    assert.match(
      output,
      /NXHELM_BUILD_FAILED: .*busybox.*\(project chatbot\)\. Do: correct what the output above names, then npx nx run chatbot:container/s,
    );
    assert.deepEqual({ rolled, restarted }, { rolled: [], restarted: [] });
  });

  test('a tag that does not exist is rolled back before the time is up, and the pods stay', async () => {
    const image = await acme.image('web');
    acme.edit('charts/common/templates/_service.tpl', (text) =>
      text.replace('{{ .Values.image.tag }}', '{{ .Values.wrongTag | default .Values.image.tag }}'),
    );
    acme.edit('apps/web/chart/values.yaml', (text) => `${text}wrongTag: c-000000000000\n`);
    const { output, restarted } = await fails(
      /NXHELM_ROLLOUT_FAILED: .*ErrImageNeverPull.*rolled back.*\(project web\)\. Do: correct the cause, then npx nx run web:helm-deploy/s,
      '--timeoutSeconds=120',
    );
    assert.match(output, /web: the rollout is stuck and is cancelled/);
    assert.deepEqual(restarted, []);
    assert.equal(await acme.image('web'), image);
    assert.equal(await status('web'), 'deployed');
  });

  test('a cluster that does not answer is named, and how to ask it', async () => {
    await failsWith(
      await kubeconfigOf(acme, { server: 'https://127.0.0.1:1' }),
      /NXHELM_CLUSTER_UNREACHABLE: the cluster of context minikube does not answer: .*\(project \w+\)\. Do: kubectl --context minikube get nodes/,
    );
  });

  test('a context that is not allowed is never asked', async () => {
    await failsWith(
      await kubeconfigOf(acme, { context: 'production' }),
      /NXHELM_CONTEXT_REFUSED: the current kube-context is "production", and only minikube may be deployed to \(project \w+\)\. Do: kubectl config use-context minikube/,
    );
  });

  test('without the right to read what is deployed nothing is begun', async () => {
    await failsWith(
      await limitedKubeconfig(acme, []),
      /NXHELM_FORBIDDEN: kubectl get \S+: .*forbidden.*\(project \w+\)\. Do: kubectl --context minikube auth whoami/is,
    );
  });

  test('with the right to read alone nothing is written', async () => {
    await failsWith(
      await limitedKubeconfig(acme, ['get', 'list', 'watch']),
      /NXHELM_FORBIDDEN: kubectl create .*cannot create resource "leases".*\(project jobs\)\. Do: /is,
    );
  });

  test('an archive that is cut short in the task cache is not loaded', async () => {
    // A layer that no earlier image has left on the node.
    acme.edit('apps/web/www/index.txt', (text) => `${text}${randomUUID()}\n`);
    await succeed();
    await removeFromNode(await acme.image('web'));
    await damageCachedLayers(acme, 'web');
    const { rolled, restarted } = await fails(
      /NXHELM_ARCHIVE_TRUNCATED: the layer sha256:\w+ .* has \d+ bytes instead of \d+ \(project web\)\. Do: npx nx reset, then npx nx run web:container/,
    );
    assert.deepEqual({ rolled, restarted }, { rolled: [], restarted: [] });
    await acme.nx('reset');
    await succeed();
  });
});

const schema = JSON.stringify({
  $schema: 'http://json-schema.org/draft-07/schema#',
  type: 'object',
  properties: { replicas: { type: 'integer', minimum: 2 } },
});
