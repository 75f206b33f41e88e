import { strict as assert } from 'node:assert';
import { describe, test } from 'node:test';
import { writtenObjects } from './acme/written-objects.ts';

const deployment = {
  kind: 'Deployment',
  metadata: { uid: '1', resourceVersion: '10', generation: 1, labels: { app: 'web' } },
  spec: { replicas: 1 },
  status: { readyReplicas: 0 },
};
const pod = { kind: 'Pod', metadata: { uid: '2', resourceVersion: '11' }, spec: {}, status: {} };
const before = writtenObjects([deployment, pod]);

describe('what was written into the namespace of the acceptance', () => {
  test('is the same after what controllers note, and after a pod that was going is gone', () => {
    const noted = { ...deployment.metadata, resourceVersion: '12', managedFields: [{}] };
    const ready = { ...deployment, metadata: noted, status: { readyReplicas: 1 } };
    const going = { ...pod, metadata: { uid: '3', deletionTimestamp: '2026-01-01T00:00:00Z' } };
    assert.equal(writtenObjects([going, pod, ready]), before);
  });

  test('is another after a label, a value, another object or a pod less', () => {
    const labels = { ...deployment.metadata.labels, team: 'blue' };
    const labelled = { ...deployment, metadata: { ...deployment.metadata, labels } };
    for (const after of [
      [labelled, pod],
      [{ ...deployment, spec: { replicas: 2 } }, pod],
      [deployment, pod, { ...pod, metadata: { uid: '4' } }],
      [deployment],
      [deployment, { ...pod, metadata: { uid: '5' } }],
    ]) {
      assert.notEqual(writtenObjects(after), before);
    }
  });
});
