import { UserError } from '@taskora/base/errors';
import { databaseAnnotation, noDatabase } from '../chart/database-annotation.ts';
import type { KubernetesObject } from '../cluster/kubernetes-object.ts';
import { titleOf } from '../cluster/kubernetes-object.ts';
import { databaseReferences } from '../release/database-identity.ts';
import { podSpecOf } from './pod-access.ts';

interface Reach {
  /** Releases that it depends on and that are reached in the base, but for those that have no database. */
  readonly ofBase: readonly string[];
  /** What all releases of the preview are rendered to. */
  readonly preview: readonly KubernetesObject[];
}

/**
 * A migration changes what others use, and the base is theirs. What runs once when a release is deployed may be
 * one, so it says which database it changes, or that it changes none; what runs on is not examined.
 */
export function refuseDatabaseOfBase(
  release: string,
  objects: readonly KubernetesObject[],
  { ofBase, preview }: Reach,
): void {
  if (ofBase.length === 0) return;
  const own = objects.filter(runsOnDeploy).find((object) => !isKept(object, preview));
  if (own === undefined) return;
  const said = own.metadata.annotations?.[databaseAnnotation];
  const what = said === undefined ? 'may change' : 'changes';
  throw new UserError(
    'NXHELM_PREVIEW_DATABASE',
    `${titleOf(own)} ${what} a database, and ${ofBase.join(', ')}, which the release depends on, would be that of the base; nothing was deployed`,
    `name it in the annotation nx-helm/preview-with of the chart of ${release}, or, where no database is changed, say ${databaseAnnotation}: ${noDatabase} on ${titleOf(own)}`,
    { project: release },
  );
}

const phases: ReadonlySet<string> = new Set([
  ...['pre-install', 'post-install', 'pre-upgrade', 'post-upgrade'],
  ...['pre-rollback', 'post-rollback'],
]);

function runsOnDeploy(object: KubernetesObject): boolean {
  if (podSpecOf(object) === undefined) return false;
  const { annotations = {} } = object.metadata;
  const hook = annotations['helm.sh/hook'];
  if (hook !== undefined) return hook.split(',').some((phase) => phases.has(phase.trim()));
  return object.kind === 'Job' || annotations[databaseAnnotation] !== undefined;
}

/** Whether its database is none, or one whose data the preview brings itself. */
function isKept(object: KubernetesObject, preview: readonly KubernetesObject[]): boolean {
  if (object.metadata.annotations?.[databaseAnnotation]?.trim() === noDatabase) return true;
  const named = databaseReferences(object) ?? [];
  const holders = named.filter((each) => /^(?:persistentvolumeclaim|pod)\//.test(each));
  return (
    holders.length > 0 && holders.every((holder) => preview.some((each) => brings(each, holder)))
  );
}

function brings({ kind, metadata, spec }: KubernetesObject, reference: string): boolean {
  if (`${kind.toLowerCase()}/${metadata.name}` === reference) return true;
  if (kind !== 'StatefulSet') return false;
  const claims = (spec?.['volumeClaimTemplates'] ?? []) as readonly {
    readonly metadata?: { readonly name?: string };
  }[];
  const names = [
    `pod/${metadata.name}`,
    ...claims.map(
      (claim) => `persistentvolumeclaim/${claim.metadata?.name ?? ''}-${metadata.name}`,
    ),
  ];
  return names.includes(reference.replace(/-\d+$/, ''));
}
