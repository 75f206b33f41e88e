import { strict as assert } from 'node:assert';
import { join } from 'node:path';
import { z } from 'zod';
import { applyObjects, getObjects, kubectl } from '../cluster/kubectl.ts';
import { namespaceObject } from '../cluster/secret-objects.ts';
import { workspaceRoot } from '../environment.ts';
import { writeManifests } from '../manifests/write.ts';
import { clearNamespace, frontEnds, removeNamespace, valuesBeside } from './beside.ts';

const namespace = 'taskora-plain';
/** Not those of the separate releases, which run beside it. */
const nodePorts = { frontend: 30082, chatbot: 30083 };

/**
 * The plain objects as whoever has kubectl and no Helm applies them: the API server takes all of them,
 * the pods become ready, and applying them once more changes nothing.
 */
export async function checkPlainManifests(): Promise<number> {
  const devValues = join(workspaceRoot, 'dist/charts/taskora/values-dev.yaml');
  await clearNamespace(namespace);
  try {
    const values = [`--values=${devValues}`, ...(await valuesBeside(nodePorts))];
    const { folder, files } = await writeManifests({ namespace, values, name: namespace });
    const apply = (...more: readonly string[]) => kubectl(['apply', '-f', folder, ...more]);
    await applyObjects([namespaceObject(namespace)]);
    await apply('--dry-run=server');
    console.log(`the API server takes all ${files.length} objects`);

    await apply();
    const workloads = ['deployment/api', 'deployment/web', 'deployment/chatbot', 'deployment/ops'];
    for (const workload of ['statefulset/postgres', ...workloads]) {
      await kubectl(['-n', namespace, 'rollout', 'status', workload, '--timeout=240s']);
    }
    await frontEnds(nodePorts);
    console.log('the pods are ready, and both front ends answer');

    const before = await versionsIn(folder);
    await apply();
    const after = await versionsIn(folder);
    assert.deepEqual(
      after.filter((version) => !before.includes(version)),
      [],
    );
    console.log('applied again, nothing changes');
    return 0;
  } finally {
    await removeNamespace(namespace);
  }
}

const versionsSchema = z.object({
  items: z.array(
    z.object({
      kind: z.string(),
      metadata: z.object({
        name: z.string(),
        generation: z.number().optional(),
        resourceVersion: z.string(),
      }),
    }),
  ),
});

/** A status changes by itself; what is asked of an object counts in its generation, where it has one. */
async function versionsIn(folder: string): Promise<readonly string[]> {
  const { items } = await getObjects(versionsSchema, ['-f', folder]);
  return items
    .filter(({ kind }) => kind !== 'Namespace')
    .map(({ kind, metadata: { name, generation, resourceVersion } }) => {
      const version = generation ?? resourceVersion;
      return `${kind} ${name}: ${version}`;
    });
}
