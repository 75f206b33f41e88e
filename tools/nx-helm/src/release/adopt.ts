import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '@taskora/base/errors';
import { whoRuns } from '../base/programs.ts';
import { jsonText } from '../base/read-yaml.ts';
import { withTemporaryPlace } from '../base/temporary-place.ts';
import { helmErrorText } from '../chart/helm.ts';
import { appliedObject } from '../cluster/applied-fields.ts';
import { resourceOf } from '../cluster/cluster-state.ts';
import type { Kubectl } from '../cluster/connect.ts';
import type { KubernetesObject } from '../cluster/kubernetes-object.ts';
import { asHelmApplies, titleOf } from '../cluster/kubernetes-object.ts';
import { foreignMarks } from '../cluster/owner.ts';
import type { Adoption } from './adoption.ts';
import { reasonOfAdoption } from './adoption.ts';
import type { ReleaseLock } from './lock.ts';
import { runUnderLock } from './lock.ts';
import type { ReleasePlace } from './stored-release.ts';
import { environmentLabel, placeArguments } from './stored-release.ts';

interface Adopting extends ReleasePlace {
  readonly kubectl: Kubectl;
  readonly environment: string;
  readonly lock: ReleaseLock;
  /** Of a run that was killed while it adopted. */
  readonly leftRevision: number | undefined;
}

/**
 * Makes the objects a release as they are: Helm installs a chart that is nothing but them, so its first
 * revision is what was found, and whatever a deploy then does wrong can be rolled back to it.
 */
export async function adopt(adopting: Adopting, { found }: Adoption): Promise<void> {
  const { kubectl, release, leftRevision, lock } = adopting;
  await lock.assertHeld();
  if (leftRevision !== undefined) await forget(kubectl, release, leftRevision);
  if (found.length === 0) return;
  for (const { object } of found) await markAsHelms(adopting, object);
  await installAsFound(
    adopting,
    found.map(({ object }) => asFound(adopting, object)),
  );
}

/** The marks of the others would be put on again by every rollback to this revision. */
function asFound({ release, namespace }: Adopting, object: KubernetesObject): KubernetesObject {
  const applied = asHelmApplies(appliedObject(object), release, namespace);
  const { labels, annotations, ...metadata } = applied.metadata;
  return {
    ...applied,
    metadata: {
      ...metadata,
      labels: without(labels, foreignMarks.labels),
      annotations: without(annotations, [...foreignMarks.annotations, lastApplied]),
    },
  };
}

/** `kubectl apply` compares with it, and nobody applies by that any more. */
const lastApplied = 'kubectl.kubernetes.io/last-applied-configuration';

type Texts = Readonly<Record<string, string>>;

function without(texts: Texts | undefined, names: readonly string[]): Texts {
  return Object.fromEntries(Object.entries(texts ?? {}).filter(([name]) => !names.includes(name)));
}

/** Helm takes no object that does not say that it is the release's. */
async function markAsHelms(
  { kubectl, release, namespace }: Adopting,
  object: KubernetesObject,
): Promise<void> {
  const { labels = {}, annotations = {} } = object.metadata;
  const gone = (names: readonly string[], present: Texts) =>
    Object.fromEntries(names.filter((name) => name in present).map((name) => [name, null]));
  const { apiVersion, kind } = object;
  const bare: KubernetesObject = { apiVersion, kind, metadata: { name: object.metadata.name } };
  const marks = asHelmApplies(bare, release, namespace);
  const patch = {
    metadata: {
      labels: { ...gone(foreignMarks.labels, labels), ...marks.metadata.labels },
      annotations: {
        ...gone(foreignMarks.annotations, annotations),
        ...marks.metadata.annotations,
      },
    },
  };
  const place =
    object.metadata.namespace === undefined ? [] : ['--namespace', object.metadata.namespace];
  const result = await kubectl.try([
    'patch',
    resourceOf(object),
    object.metadata.name,
    ...place,
    '--type',
    'merge',
    '--field-manager',
    'helm',
    '--patch',
    JSON.stringify(patch),
  ]);
  if (result.exitCode !== 0) throw failed(release, `${titleOf(object)}: ${result.stderr.trim()}`);
}

async function installAsFound(
  adopting: Adopting,
  objects: readonly KubernetesObject[],
): Promise<void> {
  const { helm, kubectl, release, environment, lock } = adopting;
  await withTemporaryPlace({ purpose: 'adopt' }, async (folder) => {
    const chart = join(folder, 'chart');
    await mkdir(join(chart, 'templates'), { recursive: true });
    const about = { apiVersion: 'v2', name: 'as-found', version: '0.0.0' };
    await writeFile(join(chart, 'Chart.yaml'), jsonText(about));
    // As a file, what stands in the objects is no template.
    await writeFile(join(chart, 'objects.yaml'), objects.map(jsonText).join('\n---\n'));
    await writeFile(join(chart, 'templates', 'objects.yaml'), '{{ .Files.Get "objects.yaml" }}\n');
    const args = [
      'install',
      release,
      chart,
      ...placeArguments(adopting),
      '--labels',
      `reason=${reasonOfAdoption},environment=${environmentLabel(environment)}`,
      '--description',
      `adopted as it was found; by ${whoRuns()}`,
    ];
    const result = await runUnderLock(helm, args, lock);
    if (result.exitCode === 0) return;
    // A record of a failed install would have the next deploy remove the objects.
    await forget(kubectl, release, 1);
    throw failed(release, helmErrorText(result));
  });
}

/** Takes Helm's record away and no object of the release. */
async function forget(kubectl: Kubectl, release: string, revision: number): Promise<void> {
  const secret = `sh.helm.release.v1.${release}.v${revision}`;
  await kubectl.read(['delete', 'secret', secret, '--ignore-not-found']);
}

function failed(release: string, text: string): UserError {
  return new UserError(
    'NXHELM_ADOPT_FAILED',
    `the objects could not be made a release of Helm, and run on as they were: ${text}`,
    `correct that, then npx nx run infra:adopt --release ${release} --apply`,
    { project: release },
  );
}
