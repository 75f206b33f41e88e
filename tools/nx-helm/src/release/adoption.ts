import { UserError } from '@taskora/base/errors';
import type { Kubectl } from '../cluster/connect.ts';
import type { KubernetesObject } from '../cluster/kubernetes-object.ts';
import { identityInNone, identityOf, titleOf } from '../cluster/kubernetes-object.ts';
import type { Releases } from '../cluster/cluster-state.ts';
import type { ActiveOwner, Controller, Owner } from '../cluster/owner.ts';
import { controllerOf, ownerOf } from '../cluster/owner.ts';
import { activityOf, describeOwner } from './owners.ts';
import { isOwn, standingOf } from './standing.ts';

/** What of a release's render is in the cluster already, and whose it is. */
export interface Adoption {
  readonly found: readonly FoundObject[];
  readonly absent: readonly KubernetesObject[];
}

interface FoundObject {
  readonly object: KubernetesObject;
  readonly owner: Owner;
}

interface AdoptionFacts {
  readonly release: string;
  readonly namespace: string;
  readonly expected: readonly KubernetesObject[];
  readonly actual: readonly KubernetesObject[];
}

export function adoptionOf({ namespace, expected, actual }: AdoptionFacts): Adoption {
  const live = new Map(actual.map((object) => [identityOf(object, namespace), object]));
  const inNone = new Map(
    actual
      .filter(({ metadata }) => metadata.namespace === undefined)
      .map((object) => [identityInNone(object), object]),
  );
  const pairs = expected.map((object) => ({
    object,
    live: live.get(identityOf(object, namespace)) ?? inNone.get(identityInNone(object)),
  }));
  return {
    found: pairs.flatMap(({ live: object }) =>
      object === undefined ? [] : [{ object, owner: ownerOf(object) }],
    ),
    absent: pairs.filter(({ live: object }) => object === undefined).map(({ object }) => object),
  };
}

/** One line for each object, for people. */
export function adoptionText(release: string, { found, absent }: Adoption): string {
  return [
    `${release}: of ${found.length + absent.length} objects, ${found.length} are in the cluster already`,
    ...found.map(({ object, owner }) => `  ${titleOf(object)}: ${describeOwner(owner)}`),
    ...absent.map((object) => `  ${titleOf(object)}: is made by the deploy`),
  ].join('\n');
}

interface Refusing {
  readonly kubectl: Kubectl;
  readonly release: string;
  readonly namespace: string;
  /** The controller that a person has said to take the release from. */
  readonly takeFrom: Controller | undefined;
}

/** Two owners of one object undo each other's changes for ever, so the other one has to end first. */
export async function refuseOtherOwners(
  { kubectl, release, namespace, takeFrom }: Refusing,
  { found }: Adoption,
): Promise<void> {
  for (const { object, owner } of found) {
    const { annotations = {} } = object.metadata;
    const place = annotations['meta.helm.sh/release-namespace'] ?? namespace;
    if (owner.kind === 'helm' && (owner.name !== release || place !== namespace)) {
      throw new UserError(
        'NXHELM_ADOPT_OTHER_RELEASE',
        `${titleOf(object)} belongs to the Helm release ${owner.name} in namespace ${place}; nothing was changed`,
        `give this project the release's name and namespace, or helm uninstall ${owner.name} --namespace ${place}`,
        { project: release },
      );
    }
  }
  const controllers = new Map<string, ActiveOwner>();
  for (const owner of found.flatMap(({ object }) => controllerOf(object) ?? [])) {
    const { kind, name, flux } = owner;
    controllers.set([kind, flux?.kind, flux?.namespace, name].join(' '), owner);
  }
  for (const owner of controllers.values()) {
    if (owner.kind === takeFrom) continue;
    const activity = await activityOf(kubectl, owner);
    if (activity !== undefined) throw activeOwner(release, owner, activity);
  }
}

function endOf({ name, flux }: ActiveOwner): string {
  return flux === undefined
    ? `argocd app set ${name} --sync-policy none`
    : `flux suspend ${flux.kind} ${name} --namespace ${flux.namespace}`;
}

function activeOwner(release: string, owner: ActiveOwner, activity: string): UserError {
  const { kind } = owner;
  return new UserError(
    'NXHELM_ADOPT_ACTIVE_OWNER',
    `${activity}, so ${kind === 'argocd' ? 'Argo CD' : 'Flux'} would put back what a deploy changes, or delete it; nothing was changed`,
    `${endOf(owner)}, or add --takeFrom=${kind} if it does not manage these objects any more`,
    { project: release },
  );
}

/** The label of a revision that is the objects as they were found. */
export const reasonOfAdoption = 'adopted';

/**
 * An adoption that was killed leaves a record that never was deployed. Helm would be made to remove such a
 * release, with the objects that were there long before it.
 */
export function refuseUnfinishedAdoption(release: string, releases: Releases): void {
  if (!isUnfinishedAdoption(releases, release)) return;
  throw new UserError(
    'NXHELM_ADOPTION_UNFINISHED',
    'its adoption was interrupted, and a deploy would begin by removing the objects that it adopts; nothing was changed',
    `npx nx run infra:adopt --release ${release} --apply`,
    { project: release },
  );
}

export function isUnfinishedAdoption(releases: Releases, release: string): boolean {
  const standing = standingOf({ revisions: releases.get(release) });
  if (!standing.isInstalled) return false;
  const { latest, ran } = standing;
  return ran.length === 0 && latest.labels['reason'] === reasonOfAdoption;
}

/** Whether the release is this plugin's, some other program's, or none of Helm's. */
export function holderOf(releases: Releases, release: string): 'nobody' | 'helm' | 'own' {
  const standing = standingOf({ revisions: releases.get(release) });
  if (!standing.isInstalled || isUnfinishedAdoption(releases, release)) return 'nobody';
  return standing.ran.some(isOwn) ? 'own' : 'helm';
}
