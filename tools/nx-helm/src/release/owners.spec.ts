import type { Kubectl } from '../cluster/connect.ts';
import type { KubernetesObject } from '../cluster/kubernetes-object.ts';
import type { ActiveOwner, Controller } from '../cluster/owner.ts';
import { ownerOf } from '../cluster/owner.ts';
import {
  adoptionOf,
  adoptionText,
  holderOf,
  isUnfinishedAdoption,
  refuseOtherOwners,
  refuseUnfinishedAdoption,
} from './adoption.ts';
import { activityOf } from './owners.ts';

function object(metadata: Partial<KubernetesObject['metadata']> = {}): KubernetesObject {
  return { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web', ...metadata } };
}

/** A cluster that answers each question with the same, or refuses it. */
function kubectlThat(items: readonly object[] | undefined): Kubectl {
  const answer = {
    exitCode: items === undefined ? 1 : 0,
    stdout: JSON.stringify({ items }),
    stderr: '',
  };
  return { namespace: 'acme', try: () => Promise.resolve(answer) } as unknown as Kubectl;
}

describe('the owner of an object that is in the cluster', () => {
  it.each([
    [
      'argocd',
      'shop',
      { annotations: { 'argocd.argoproj.io/tracking-id': 'shop:apps/Deployment:a/web' } },
    ],
    ['argocd', 'shop', { labels: { 'argocd.argoproj.io/instance': 'shop' } }],
    [
      'argocd',
      'shop',
      {
        labels: { 'app.kubernetes.io/instance': 'shop' },
        managedFields: [{ manager: 'argocd-controller' }],
      },
    ],
    ['helm', 'web', { annotations: { 'meta.helm.sh/release-name': 'web' } }],
    // Adopted, with the fields that Argo CD wrote before.
    [
      'helm',
      'web',
      {
        labels: { 'app.kubernetes.io/instance': 'shop' },
        annotations: { 'meta.helm.sh/release-name': 'web' },
        managedFields: [{ manager: 'argocd-controller' }],
      },
    ],
    ['skaffold', '12', { labels: { 'skaffold.dev/run-id': '12' } }],
    // Every chart has this label, whoever applies it.
    ['other', '', { labels: { 'app.kubernetes.io/instance': 'shop' } }],
  ] as const)('is %s %s', (kind, name, metadata) => {
    expect(ownerOf(object(metadata as Partial<KubernetesObject['metadata']>))).toEqual({
      kind,
      name,
    });
  });
});

/** As Flux writes both labels. */
function ofFlux(group: string, name: string, namespace: string) {
  return { labels: { [`${group}/name`]: name, [`${group}/namespace`]: namespace } };
}

describe('an object of Flux', () => {
  it.each([
    ['kustomization', 'kustomize.toolkit.fluxcd.io', {}],
    // Flux has Helm make the release, and goes on to do so.
    ['helmrelease', 'helm.toolkit.fluxcd.io', { 'meta.helm.sh/release-name': 'web' }],
  ])('is named whole where it is a %s', (kind, group, annotations) => {
    const metadata = { ...ofFlux(group, 'web', 'flux-system'), annotations };
    const flux = { kind, namespace: 'flux-system' };
    expect(ownerOf(object(metadata))).toEqual({ kind: 'flux', name: 'web', flux });
  });
});

describe('a controller', () => {
  const application = (automated: unknown) => ({
    metadata: { name: 'shop', namespace: 'argocd' },
    spec: { syncPolicy: { automated } },
  });

  const argo: ActiveOwner = { kind: 'argocd', name: 'shop' };
  const flux: ActiveOwner = {
    kind: 'flux',
    name: 'shop',
    flux: { kind: 'kustomization', namespace: 'flux-system' },
  };
  const kustomization = (namespace: string, suspend?: boolean) => ({
    metadata: { name: 'shop', namespace },
    spec: { suspend },
  });
  const unknown = 'nothing in this cluster says whether shop is still active';

  it.each<[string, ActiveOwner, readonly object[] | undefined, string | undefined]>([
    ['heals by itself', argo, [application({ selfHeal: true })], 'shop is synced automatically'],
    ['is synced by itself', argo, [application({})], 'shop is synced automatically'],
    ['is turned off', argo, [application({ enabled: false })], undefined],
    ['is synced by hand', argo, [application(undefined)], undefined],
    ['is gone', argo, [], undefined],
    ['is elsewhere', argo, undefined, unknown],
    [
      'works',
      flux,
      [kustomization('flux-system')],
      'kustomization flux-system/shop is not suspended',
    ],
    ['is suspended', flux, [kustomization('flux-system', true)], undefined],
    [
      'has the name of another that works',
      flux,
      [kustomization('other'), kustomization('flux-system', true)],
      undefined,
    ],
  ])('that %s counts so', async (_what, owner, items, activity) => {
    expect(await activityOf(kubectlThat(items), owner)).toBe(activity);
  });

  it('of Flux is asked for the one kind that the object names, since Flux may lack the others', async () => {
    const asked: (readonly string[])[] = [];
    const kubectl = kubectlThat([]);
    const listening = {
      ...kubectl,
      try: (args: readonly string[]) => (asked.push(args), kubectl.try(args)),
    };
    await activityOf(listening, flux);
    expect(asked).toEqual([
      expect.arrayContaining(['kustomizations.kustomize.toolkit.fluxcd.io', '--all-namespaces']),
    ]);
  });

  it('that is active is refused unless a person says that it is not, and so is another release', async () => {
    const adopting = (metadata: Partial<KubernetesObject['metadata']>, takeFrom?: Controller) => {
      const facts = { release: 'web', namespace: 'acme' };
      const adoption = adoptionOf({ ...facts, expected: [object()], actual: [object(metadata)] });
      const kubectl = kubectlThat([application({ selfHeal: true })]);
      return refuseOtherOwners({ ...facts, kubectl, takeFrom }, adoption);
    };
    const argo = { labels: { 'argocd.argoproj.io/instance': 'shop' } };
    await expect(adopting(argo)).rejects.toThrow(
      /^NXHELM_ADOPT_ACTIVE_OWNER: shop is synced auto.*Do: argocd app set shop .*--takeFrom=argocd/,
    );
    await expect(adopting(argo, 'flux')).rejects.toThrow('NXHELM_ADOPT_ACTIVE_OWNER');
    await expect(adopting(argo, 'argocd')).resolves.toBeUndefined();
    const helm = (name: string, namespace: string) => ({
      annotations: {
        'meta.helm.sh/release-name': name,
        'meta.helm.sh/release-namespace': namespace,
      },
    });
    await expect(adopting(helm('web', 'acme'))).resolves.toBeUndefined();
    await expect(adopting(helm('api', 'acme'), 'argocd')).rejects.toThrow(
      'NXHELM_ADOPT_OTHER_RELEASE',
    );
    await expect(adopting(helm('web', 'shop'), 'argocd')).rejects.toThrow(
      'NXHELM_ADOPT_OTHER_RELEASE',
    );
  });
});

describe('an adoption', () => {
  const revision = (status: string, labels: Readonly<Record<string, string>>) =>
    new Map([['web', [{ revision: 1, status, labels }]]]);

  it('says of each object whose it is, and which the deploy makes', () => {
    const service = { ...object(), kind: 'Service', apiVersion: 'v1' };
    const facts = { release: 'web', namespace: 'acme' };
    const actual = [object({ namespace: 'acme', labels: { 'skaffold.dev/run-id': '1' } })];
    const adoption = adoptionOf({ ...facts, expected: [object(), service], actual });
    expect(adoptionText('web', adoption)).toBe(
      'web: of 2 objects, 1 are in the cluster already\n  Deployment web: of a run of Skaffold\n  Service web: is made by the deploy',
    );
  });

  it.each(['pending-install', 'failed'])(
    'that was left %s keeps every deploy from removing what it found',
    (status) => {
      const releases = revision(status, { reason: 'adopted' });
      expect(isUnfinishedAdoption(releases, 'web')).toBe(true);
      expect(holderOf(releases, 'web')).toBe('nobody');
      expect(() => refuseUnfinishedAdoption('web', releases)).toThrow(
        /^NXHELM_ADOPTION_UNFINISHED: .*Do: npx nx run infra:adopt --release web --apply$/,
      );
    },
  );

  it('that is done is a release like any other program of Helm has made', () => {
    const releases = revision('deployed', { reason: 'adopted' });
    expect(() => refuseUnfinishedAdoption('web', releases)).not.toThrow();
    expect(holderOf(releases, 'web')).toBe('helm');
    expect(holderOf(revision('deployed', { revision: '1' }), 'web')).toBe('own');
    expect(holderOf(revision('failed', {}), 'web')).toBe('helm');
    expect(holderOf(new Map(), 'web')).toBe('nobody');
  });
});
