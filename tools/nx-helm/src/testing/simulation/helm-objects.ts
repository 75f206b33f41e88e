import { objectsOf as parseObjects } from '../../chart/manifests.ts';
import type { KubernetesObject } from '../../cluster/kubernetes-object.ts';
import { asHelmApplies } from '../../cluster/kubernetes-object.ts';
import type { ApiServer } from './api-server.ts';
import { isServed, migrate, needIn } from './database.ts';

/** What a Helm process of the simulation is given. */
export interface HelmSetting {
  readonly api: ApiServer;
  readonly namespace: string;
  /** The manifest that a chart's folder renders to. */
  readonly manifestOf: (chartFolder: string) => string;
  /** One request; never answered for a process that was killed. */
  readonly step: <Result>(label: string, effect: () => Result) => Promise<Result>;
  /** Whether the process has been asked to end. */
  readonly isCancelled: () => boolean;
  /** The number of revisions that Helm keeps. */
  readonly historyMost: number;
}

export class HelmError extends Error {}

const parsed = new Map<string, readonly KubernetesObject[]>();

/** There are few manifests, and thousands of schedules. */
export function objectsOf(manifest: string): readonly KubernetesObject[] {
  const objects = parsed.get(manifest) ?? parseObjects(manifest);
  parsed.set(manifest, objects);
  return objects;
}

/** What a Helm is about to apply. */
export interface Target {
  readonly name: string;
  readonly manifest: string;
  readonly force: boolean;
}

const owner = 'meta.helm.sh/release-name';

/** Helm takes over only what it made itself. */
export async function refuseForeign(
  { step, api }: HelmSetting,
  target: Target,
  current: readonly KubernetesObject[],
): Promise<void> {
  const known = new Set(current.map(({ kind, metadata }) => `${kind}/${metadata.name}`));
  const wanted = objectsOf(target.manifest);
  for (const { kind, metadata } of wanted.filter(
    (object) => !known.has(`${object.kind}/${object.metadata.name}`),
  )) {
    const present = await step(`helm reads ${kind} ${metadata.name}`, () =>
      api.get(kind, metadata.name),
    );
    if (present === undefined || present.metadata.annotations?.[owner] === target.name) continue;
    throw new HelmError(
      `unable to continue: ${kind} "${metadata.name}" exists and cannot be imported into the current release`,
    );
  }
}

export async function update(
  { step, api, namespace, isCancelled }: HelmSetting,
  current: readonly KubernetesObject[],
  { name, manifest, force }: Target,
): Promise<void> {
  const wanted = objectsOf(manifest);
  for (const object of wanted) {
    if (isCancelled()) throw new HelmError('context canceled');
    await step(`helm applies ${object.kind} ${object.metadata.name}`, () =>
      api.apply(asHelmApplies(object, name, namespace), { manager: 'helm', force }),
    );
  }
  const kept = new Set(wanted.map(({ kind, metadata }) => `${kind}/${metadata.name}`));
  for (const { kind, metadata } of current) {
    if (kept.has(`${kind}/${metadata.name}`)) continue;
    await step(`helm deletes ${kind} ${metadata.name}`, () =>
      removeIfThere(api, kind, metadata.name),
    );
  }
}

export function removeIfThere(api: ApiServer, kind: string, name: string): void {
  if (api.get(kind, name) !== undefined) api.remove(kind, name);
}

/** What migrates before anything is applied; a revision is there by then. */
export async function runHooks(
  { step, api, isCancelled }: HelmSetting,
  { manifest }: Target,
): Promise<void> {
  const need = needIn(manifest);
  if (need === undefined) return;
  if (isCancelled()) throw new HelmError('context canceled');
  await step('helm runs hook migrate', () => migrate(api, need));
}

/** The image of pods that never get ready. */
export const badImage = 'docker.io/acme/api:bad';

export async function waitFor(
  { step, api, isCancelled }: HelmSetting,
  target: Target,
): Promise<void> {
  await step('helm waits', () => runControllers(api));
  if (isCancelled()) throw new HelmError('context canceled');
  if (target.manifest.includes(badImage) || !isServed(api, target.manifest))
    throw new HelmError('context deadline exceeded');
}

/** Pods of a good template get ready; of a bad one those of before stay. */
export function runControllers(api: ApiServer): void {
  for (const deployment of api.list('Deployment')) {
    const { spec = {}, status = {} } = deployment;
    const text = JSON.stringify(spec);
    const isBad = text.includes(badImage) || !isServed(api, text);
    const available = isBad ? Number(status['availableReplicas'] ?? 0) : Number(spec['replicas']);
    if (status['availableReplicas'] === available) continue;
    api.patch('Deployment', deployment.metadata.name, (present) => ({
      ...present,
      status: { availableReplicas: available },
    }));
  }
}
