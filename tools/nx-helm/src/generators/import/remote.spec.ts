import type { Tree } from '@nx/devkit';
import { readProjectConfiguration, writeJson } from '@nx/devkit';
import { parse } from 'yaml';
import { contents, shopWorkspace } from '../../testing/generators.ts';
import { createInferredWorkspace } from '../../testing/inferred-workspace.ts';
import { importGenerator } from './generator.ts';

let said: string;
beforeEach(() => {
  said = '';
  jest.spyOn(console, 'log').mockImplementation((text: string) => (said += `${text}\n`));
});
afterEach(() => jest.restoreAllMocks());

const digest = `sha256:${'a'.repeat(64)}`;
const helmfile = `
repositories:
  - { name: jetstack, url: https://charts.jetstack.example/ }
  - { name: registry, url: registry.example.com/charts, oci: true, username: shop }
  - { name: source, url: git+https://github.example/charts }
  - { name: secret, url: https://me:word@charts.example }
  - { name: chosen, url: '{{ requiredEnv "CHARTS" }}' }
helmDefaults: { wait: true, timeout: 600 }
---
releases:
  - name: cert-manager
    namespace: shop
    chart: jetstack/cert-manager
    version: v1.14.5
    values: [values/cert-manager.yaml, { resources: { requests: { cpu: 10m } } }]
    set: [{ name: crds.enabled, value: true }]
  - name: ingress
    namespace: shop
    chart: oci://registry.example.com/public/ingress-nginx
    version: 4.11.3
  - { name: cache, namespace: shop, chart: registry/data/redis, version: 20.1.0, needs: [shop/cert-manager] }
  - { name: search, namespace: shop, chart: 'oci://registry.example.com/data/search:2.0.0_build.1' }
  - { name: api, namespace: shop, chart: ./charts/api }
  - { name: database, chart: bitnami/postgresql, version: 15.0.0 }
  - { name: queue, chart: jetstack/queue }
  - { name: mail, chart: jetstack/mail, version: ~1.2.0 }
  - { name: number, chart: jetstack/number, version: 1.2 }
  - { name: newest, chart: jetstack/newest, version: latest }
  - { name: bucket, chart: source/bucket, version: 1.0.0 }
  - { name: hidden, chart: secret/hidden, version: 1.0.0 }
  - { name: later, chart: chosen/later, version: 1.0.0 }
  - { name: archive, chart: 'https://charts.example/archive-1.0.0.tgz' }
  - { name: pinned, chart: 'oci://registry.example.com/data/pinned@${digest}' }
  - { name: cache, namespace: other, chart: registry/data/redis, version: 20.1.0 }
`;

const skaffold = `
apiVersion: skaffold/v4beta13
kind: Config
build:
  artifacts:
    - { image: shop/web, context: services/web, sync: { infer: ['**/*.js'] }, hooks: { before: [] } }
manifests:
  helm:
    releases:
      - name: postgres
        repo: https://charts.example
        remoteChart: postgresql
        version: 11.6.10
        namespace: shop
        valuesFiles: [values/postgres.yaml]
        setValues: { auth.database: shop, primary.persistence.size: 2Gi }
      - { name: nats, remoteChart: nats/nats, version: 0.17.1 }
      - { name: proxy, remoteChart: 'oci://registry.example.com/charts/proxy', version: 1.2.3 }
      - { name: older, remote: true, chartPath: nats/older, version: 0.1.0 }
      - { name: unversioned, repo: https://charts.example, remoteChart: unversioned }
      - { name: nowhere, remoteChart: nowhere, version: 1.0.0 }
      - name: dashboard
        remoteChart: shop/dashboard
        version: 1.0.0
        setValueTemplates: { image.repository: '{{.IMAGE_REPO_shop_web}}' }
`;

function shop(): Tree {
  const tree = shopWorkspace();
  tree.write('helmfile.yaml', helmfile);
  tree.write('skaffold.yaml', skaffold);
  tree.write('charts/api/Chart.yaml', 'apiVersion: v2\nname: api\nversion: 0.1.0\n');
  tree.write('services/web/Dockerfile', 'FROM scratch\n');
  tree.write('values/cert-manager.yaml', 'replicaCount: 2\ncrds: { keep: true }\n');
  tree.write('values/postgres.yaml', 'auth: { username: shop }\n');
  return tree;
}

const run = (tree: Tree, file: string) => importGenerator(tree, { file, skipFormat: true });
const chartOf = (tree: Tree, name: string): unknown =>
  readProjectConfiguration(tree, name).metadata;
const valuesOf = (tree: Tree): object =>
  parse(tree.read('infra/environments/minikube.yaml', 'utf8') ?? '').nxHelm.releases;

/** The names of the targets that the plugin infers from what the generator has written. */
async function inferred(tree: Tree, root: string): Promise<string[]> {
  const workspace = createInferredWorkspace();
  try {
    const { plugins } = JSON.parse(tree.read('nx.json', 'utf8') ?? '');
    const projects = await workspace.infer(contents(tree), plugins[0].options);
    return Object.keys(projects[root]?.targets ?? {}).toSorted();
  } finally {
    workspace.remove();
  }
}

const targetsOfRemoteChart = [
  'helm-deploy',
  'helm-diff',
  'helm-lint',
  'helm-lock',
  'helm-rollback',
  'helm-status',
  'helm-template',
  'helm-test',
  'helm-uninstall',
  'kubeconform',
  'logs',
  'port-forward',
];

describe('a helmfile.yaml with charts of repositories', () => {
  it('becomes projects that name them by repository and exact version', async () => {
    const tree = shop();
    await run(tree, 'helmfile.yaml');
    expect(readProjectConfiguration(tree, 'cert-manager')).toMatchObject({
      root: 'infra/charts/cert-manager',
      tags: ['deploy:helm'],
    });
    const charts = ['cert-manager', 'ingress', 'cache', 'search'].map((name) =>
      chartOf(tree, name),
    );
    const data = 'oci://registry.example.com';
    expect(charts.map((metadata) => (metadata as { helmChart: object }).helmChart)).toEqual([
      { name: 'cert-manager', version: 'v1.14.5', repository: 'https://charts.jetstack.example' },
      { name: 'ingress-nginx', version: '4.11.3', repository: `${data}/public` },
      { name: 'redis', version: '20.1.0', repository: `${data}/charts/data` },
      { name: 'search', version: '2.0.0+build.1', repository: `${data}/data` },
    ]);
    expect(readProjectConfiguration(tree, 'cache').implicitDependencies).toEqual(['cert-manager']);
    expect(readProjectConfiguration(tree, 'api').root).toBe('charts/api');
    expect(valuesOf(tree)).toEqual({
      'cert-manager': {
        replicaCount: 2,
        crds: { keep: true, enabled: true },
        resources: { requests: { cpu: '10m' } },
      },
    });
  });

  it('has the targets of a release with such a chart, and says which comes next', async () => {
    const tree = shop();
    await run(tree, 'helmfile.yaml');
    for (const name of ['cert-manager', 'ingress', 'cache', 'search']) {
      expect(await inferred(tree, `infra/charts/${name}`)).toEqual(targetsOfRemoteChart);
    }
    expect(said.split('Not taken over:')[0]).toContain(
      'Next: npx nx run-many --targets=helm-lock --projects=cert-manager,ingress,cache,search',
    );
  });

  it('is taken over whole where it has no other charts, as is usual', async () => {
    const tree = shopWorkspace();
    tree.write(
      'helmfile.yaml',
      `
repositories:
  - { name: jetstack, url: https://charts.jetstack.example }
  - { name: data, url: registry.example.com/data, oci: true }
releases:
  - { name: cert-manager, namespace: shop, chart: jetstack/cert-manager, version: v1.14.5 }
  - { name: cache, namespace: shop, chart: data/redis, version: 20.1.0, values: [{ replicas: 2 }] }
`,
    );
    await run(tree, 'helmfile.yaml');
    expect(said).not.toContain('Not taken over');
    expect(said).toContain('helm-lock --projects=cert-manager,cache');
    for (const name of ['cert-manager', 'cache']) {
      expect(await inferred(tree, `infra/charts/${name}`)).toEqual(targetsOfRemoteChart);
    }
    expect(valuesOf(tree)).toEqual({ cache: { replicas: 2 } });
  });

  it.each([
    ['database', 'helmfile.yaml does not say where the repository bitnami is'],
    ['queue', 'which has no version'],
    ['mail', 'whose version ~1.2.0 is a range'],
    ['number', 'whose version 1.2 is a range'],
    ['newest', 'whose version latest is no exact version'],
    ['bucket', 'its repository git+https://github.example/charts has no address of https://'],
    ['hidden', 'the address of its repository has a password in it'],
    ['later', 'its address or version is a template'],
    ['archive', 'which is an address of no repository'],
    ['pinned', 'which is an address of no repository'],
    ['cache', 'is there twice'],
  ])('says why %s is not imported: %s', async (name, reason) => {
    const tree = shop();
    await run(tree, 'helmfile.yaml');
    const line = said
      .split('Not taken over:')[1]
      ?.split('\n')
      .find((each) => each.startsWith(`- release ${name} `) && each.includes(reason));
    expect(line).toMatch(/: .*import again/);
    expect(tree.exists(`infra/charts/${name}/project.json`)).toBe(name === 'cache');
    expect(said).not.toContain('me:word@');
    expect(said).toContain('username of repository registry: helm registry login');
  });

  it('leaves a project of the same name and a folder with files alone', async () => {
    const tree = shop();
    writeJson(tree, 'apps/ingress/project.json', { name: 'ingress' });
    tree.write('infra/charts/cache/Chart.yaml', 'apiVersion: v2\nname: own\nversion: 0.1.0\n');
    await run(tree, 'helmfile.yaml');
    expect(said).toMatch(/release ingress .* another project of that name in apps\/ingress/);
    expect(said).toMatch(/release cache .* infra\/charts\/cache, is not empty/);
    expect(chartOf(tree, 'ingress')).toBeUndefined();
    expect(tree.exists('infra/charts/cache/project.json')).toBe(false);
  });

  it('changes nothing when it runs again, and takes a newer version into a project that was moved', async () => {
    const tree = shop();
    await run(tree, 'helmfile.yaml');
    const before = contents(tree);
    await run(tree, 'helmfile.yaml');
    expect(contents(tree)).toEqual(before);
    tree.rename('infra/charts/ingress/project.json', 'vendor/ingress/project.json');
    tree.write('helmfile.yaml', helmfile.replace('4.11.3', '4.12.0'));
    await run(tree, 'helmfile.yaml');
    expect(readProjectConfiguration(tree, 'ingress').root).toBe('vendor/ingress');
    expect(chartOf(tree, 'ingress')).toMatchObject({ helmChart: { version: '4.12.0' } });
  });
});

describe('a skaffold.yaml with charts of repositories', () => {
  it('becomes projects with their charts and values, which the plugin takes', async () => {
    const tree = shop();
    await run(tree, 'skaffold.yaml');
    const charts = ['postgres', 'nats', 'proxy', 'older'].map((name) => chartOf(tree, name));
    const repository = 'oci://registry.example.com/charts';
    expect(charts).toEqual([
      {
        helmChart: { name: 'postgresql', version: '11.6.10', repository: 'https://charts.example' },
      },
      { helmChart: { name: 'nats', version: '0.17.1', repository: '@nats' } },
      { helmChart: { name: 'proxy', version: '1.2.3', repository } },
      { helmChart: { name: 'older', version: '0.1.0', repository: '@nats' } },
    ]);
    expect(valuesOf(tree)).toEqual({
      postgres: {
        auth: { username: 'shop', database: 'shop' },
        primary: { persistence: { size: '2Gi' } },
      },
    });
    for (const name of ['postgres', 'nats', 'proxy', 'older']) {
      expect(await inferred(tree, `infra/charts/${name}`)).toEqual(targetsOfRemoteChart);
    }
  });

  it.each([
    'the address of the repository nats of release nats, which skaffold.yaml does not have',
    'release unversioned is of the remote chart unversioned, which has no version',
    'release nowhere is of the remote chart nowhere, and skaffold.yaml does not say of which repository',
    'release dashboard is of the remote chart dashboard and is given images that are built here, at image',
    'sync of image shop/web: npx nx run <project>:live',
    'hooks of image shop/web: put what they do into its Dockerfile',
  ])('says what it cannot know: %s', async (text) => {
    const tree = shop();
    await run(tree, 'skaffold.yaml');
    expect(said.split('Not taken over:')[1]).toContain(text);
    expect(tree.exists('infra/charts/dashboard/project.json')).toBe(false);
  });
});
