import { strict as assert } from 'node:assert';
import { describe, test } from 'node:test';
import { acme, succeed } from '../acme/shared.ts';

const scaler = `{{- if .Values.scaled }}
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: {{ .Release.Name }} }
spec:
  minReplicas: 2
  maxReplicas: 5
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: {{ .Release.Name }} }
  metrics: [{ type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 80 } } }]
{{- end }}
`;

function replicas(): Promise<string> {
  return acme.kubectl('get', 'deployment', 'jobs', '-o', 'jsonpath={.spec.replicas}');
}

/** All numbers that the Deployment asks for until the deploy has ended, one after the other. */
async function replicasDuring(deploy: Promise<unknown>): Promise<string[]> {
  const seen = new Set<string>();
  let isOver = false;
  const end = deploy.finally(() => (isOver = true));
  while (!isOver) seen.add(await replicas());
  await end;
  return [...seen];
}

describe('an autoscaler that is switched on', () => {
  test('takes the pods as many as they are, and not one (website#29739)', async () => {
    const values = 'apps/jobs/chart/values.yaml';
    acme.edit('charts/common/templates/_service.tpl', (text) =>
      text.replace(
        '\n  replicas: {{ .Values.replicas }}',
        '\n  {{- if not .Values.scaled }}\n  replicas: {{ .Values.replicas }}\n  {{- end }}',
      ),
    );
    acme.edit('apps/jobs/chart/templates/scaler.yaml', () => scaler);
    acme.edit(values, (text) => text.replace('replicas: 1', 'replicas: 3'));
    await succeed();
    acme.edit(values, (text) => `${text}scaled: true\n`);
    const deploy = succeed();
    assert.deepEqual(await replicasDuring(deploy), ['3']);
    const { output, restarted } = await deploy;
    assert.match(output, /Deployment jobs keeps its 3 replicas until the autoscaler sets them/);
    assert.deepEqual(restarted, []);
    assert.equal(await replicas(), '3');
    assert.match((await acme.nx('run', 'infra:drift')).output, /^jobs +- +none$/m);
    acme.edit(values, (text) => text.replace('scaled: true\n', ''));
    await succeed();
    assert.equal(await replicas(), '3');
  });
});
