import type { Kubectl } from '../cluster/connect.ts';
import type { ActiveOwner, Owner } from '../cluster/owner.ts';

export function describeOwner({ kind, name }: Owner): string {
  switch (kind) {
    case 'argocd':
      return `of the Argo CD application ${name}`;
    case 'flux':
      return `of Flux, ${name}`;
    case 'helm':
      return `of the Helm release ${name}`;
    case 'skaffold':
      return 'of a run of Skaffold';
    case 'other':
      return 'of no program that says so';
  }
}

interface Resource {
  readonly metadata?: { readonly name?: string; readonly namespace?: string };
  readonly spec?: {
    readonly suspend?: boolean;
    readonly syncPolicy?: { readonly automated?: { readonly enabled?: boolean } | null };
  };
}

/** Only what the object names: an installation of Flux need not have all of its controllers. */
function resourceOf({ flux }: ActiveOwner): string {
  if (flux === undefined) return 'applications.argoproj.io';
  return flux.kind === 'kustomization'
    ? 'kustomizations.kustomize.toolkit.fluxcd.io'
    : 'helmreleases.helm.toolkit.fluxcd.io';
}

/**
 * Why a controller is still active, or undefined where it lets the objects be. One that cannot be asked
 * counts as active: it may run in another cluster.
 */
export async function activityOf(
  kubectl: Kubectl,
  owner: ActiveOwner,
): Promise<string | undefined> {
  const { name, flux } = owner;
  const args = ['get', resourceOf(owner), '--all-namespaces', '--output', 'json'];
  const { exitCode, stdout } = await kubectl.try(args);
  if (exitCode !== 0) return `nothing in this cluster says whether ${name} is still active`;
  const { items } = JSON.parse(stdout) as { readonly items: readonly Resource[] };
  if (flux !== undefined) {
    const found = items.find(
      ({ metadata }) => metadata?.name === name && metadata.namespace === flux.namespace,
    );
    return found === undefined || found.spec?.suspend === true
      ? undefined
      : `${flux.kind} ${flux.namespace}/${name} is not suspended`;
  }
  // An application of another namespace than Argo's own is tracked as `namespace_name`.
  const found = items.filter(({ metadata }) =>
    [metadata?.name, `${metadata?.namespace ?? ''}_${metadata?.name ?? ''}`].includes(name),
  );
  const isSynced = found.some(({ spec }) => {
    const automated = spec?.syncPolicy?.automated;
    return automated !== undefined && automated !== null && automated.enabled !== false;
  });
  return isSynced ? `${name} is synced automatically` : undefined;
}
