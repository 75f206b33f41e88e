import type { Tree } from '@nx/devkit';
import { readProjectConfiguration, writeJson } from '@nx/devkit';
import { parse } from 'yaml';
import { contents, shopWorkspace } from '../../testing/generators.ts';
import { initGenerator } from '../init/generator.ts';
import { importGenerator } from './generator.ts';

let said: string;
beforeEach(() => {
  said = '';
  jest.spyOn(console, 'log').mockImplementation((text: string) => (said += `${text}\n`));
});
afterEach(() => jest.restoreAllMocks());

const chart = (name: string): string =>
  `# Kept as it is.\napiVersion: v2\nname: ${name}\nversion: 0.1.0\n`;

const skaffold = `
apiVersion: skaffold/v4beta13
kind: Config
metadata: { name: shop }
build:
  artifacts:
    - image: registry.example.com/shop/web
      context: services/web
    - image: registry.example.com/shop/api
      context: services/api
      docker: { dockerfile: build/Dockerfile, buildArgs: { LEVEL: "2" } }
    - image: registry.example.com/shop/batch
      context: services/batch
      jib: {}
deploy:
  helm:
    releases:
      - name: storefront
        chartPath: services/web/chart
        namespace: shop
        setValueTemplates:
          image.repository: '{{.IMAGE_REPO_registry_example_com_shop_web}}'
          image.tag: '{{.IMAGE_TAG_registry_example_com_shop_web}}'
      - name: api
        chartPath: charts/api
        namespace: shop
        valuesFiles: [values/api.yaml, values/missing.yaml]
        setValues: { replicas: 3, ingress.host: api.example.org }
        setValueTemplates:
          server.image.repository: '{{.IMAGE_REPO_registry_example_com_shop_api}}'
          server.image.tag: '{{.IMAGE_TAG_registry_example_com_shop_api}}'
          token: '{{.TOKEN}}'
      - name: metrics
        chartPath: charts/metrics
        namespace: watching
      - name: database
        remoteChart: bitnami/postgresql
profiles:
  - name: staging
`;

function shop(): Tree {
  const tree = shopWorkspace();
  tree.write(
    'deploy/skaffold.yaml',
    skaffold
      .replaceAll(/: (services|charts|values)\//g, ': ../$1/')
      .replaceAll(/([[ ])values\//g, '$1../values/'),
  );
  tree.write('services/web/Dockerfile', 'FROM scratch\n');
  tree.write('services/api/build/Dockerfile', 'FROM scratch\n');
  for (const [folder, name] of [
    ['services/web/chart', 'storefront'],
    ['charts/api', 'api'],
    ['charts/metrics', 'metrics'],
  ] as const) {
    tree.write(`${folder}/Chart.yaml`, chart(name));
  }
  tree.write(
    'charts/metrics/values.yaml',
    'jobs: { image: { repository: registry.example.com/shop/web } }\n',
  );
  tree.write('values/api.yaml', 'replicas: 1\nserver: { port: 8080 }\n');
  return tree;
}

const run = (tree: Tree, file = 'deploy/skaffold.yaml') =>
  importGenerator(tree, { file, skipFormat: true });

describe('the import of a skaffold.yaml', () => {
  it('makes a project for each image and each release, which keeps its name', async () => {
    const tree = shop();
    await run(tree);
    expect(readProjectConfiguration(tree, 'storefront')).toMatchObject({
      root: 'services/web',
      tags: ['deploy:helm'],
      targets: {},
    });
    expect(readProjectConfiguration(tree, 'api-image')).toMatchObject({
      root: 'services/api',
      tags: [],
      targets: {
        container: {
          options: { file: 'services/api/build/Dockerfile', buildArguments: { LEVEL: '2' } },
        },
      },
    });
    expect(readProjectConfiguration(tree, 'api')).toMatchObject({
      root: 'charts/api',
      tags: ['deploy:helm'],
    });
  });

  it('says in the charts which values hold which image, and leaves the rest of them', async () => {
    const tree = shop();
    await run(tree);
    expect(tree.read('services/web/chart/Chart.yaml', 'utf8')).toBe(chart('storefront'));
    const annotated = tree.read('charts/api/Chart.yaml', 'utf8') ?? '';
    expect(annotated).toContain('# Kept as it is.');
    expect(parse(annotated)).toMatchObject({
      annotations: { 'nx-helm/images': 'server.image=api-image' },
    });
    expect(parse(tree.read('charts/metrics/Chart.yaml', 'utf8') ?? '')).toMatchObject({
      annotations: { 'nx-helm/images': 'jobs.image=storefront' },
    });
  });

  it('puts values into the file of the environment, as Helm would merge them', async () => {
    const tree = shop();
    await run(tree);
    const environment = parse(tree.read('infra/environments/minikube.yaml', 'utf8') ?? '');
    expect(environment.nxHelm.releases).toEqual({
      api: { replicas: 3, server: { port: 8080 }, ingress: { host: 'api.example.org' } },
    });
  });

  it('registers the plugin in the namespace of most releases, and not anew', async () => {
    const tree = shop();
    await run(tree);
    const plugin = (): { options: object } =>
      JSON.parse(tree.read('nx.json', 'utf8') ?? '').plugins[0];
    expect(plugin().options).toMatchObject({ namespace: 'shop' });
    const registered = shop();
    await initGenerator(registered, { namespace: 'mine', skipFormat: true });
    await run(registered);
    expect(registered.read('nx.json', 'utf8')).toContain('"namespace": "mine"');
    expect(said).toContain(
      'namespace shop of release api: all releases of a workspace are in one, mine',
    );
  });

  it.each([
    'image registry.example.com/shop/batch is built by jib',
    'values file ../values/missing.yaml of release api is not there',
    'value token of release api is a template, {{.TOKEN}}',
    'namespace watching of release metrics',
    'release database is of the remote chart postgresql, which has no version',
    "profiles staging of deploy/skaffold.yaml: write an environment's file for each",
  ])('says what is not taken over: %s', async (text) => {
    await run(shop());
    expect(said.split('Not taken over:')[1]).toContain(text);
  });

  it('takes the rest where folders or charts are shared, which a project is not', async () => {
    const tree = shop();
    tree.write(
      'skaffold.yaml',
      `
apiVersion: skaffold/v4beta13
kind: Config
build:
  artifacts:
    - { image: a/one, context: ., docker: { dockerfile: services/web/Dockerfile } }
    - { image: a/two, context: ., docker: { dockerfile: services/api/build/Dockerfile } }
    - { image: a/web, context: services/web }
deploy:
  helm:
    releases:
      - { name: api, chartPath: charts/api, namespace: '{{.NS}}', setFiles: { a: b } }
      - { name: worker, chartPath: charts/api, setValues: { 'hosts[0].name': a } }
`,
    );
    await run(tree, 'skaffold.yaml');
    expect(readProjectConfiguration(tree, 'web').root).toBe('services/web');
    expect(readProjectConfiguration(tree, 'api').root).toBe('charts/api');
    for (const text of [
      'image a/one is built from ., as others are',
      'release worker is of the chart charts/api, as api is',
      'namespace {{.NS}} of release api is a template',
      'setFiles of release api',
      'value hosts[0].name of release worker is of an entry of a list',
    ]) {
      expect(said).toContain(text);
    }
  });

  it('tells images apart whose names differ in a number, and counts those without a name', async () => {
    const tree = shop();
    tree.write('services/two/Dockerfile', 'FROM scratch\n');
    tree.write(
      'skaffold.yaml',
      `
apiVersion: skaffold/v4beta13
kind: Config
build:
  artifacts:
    - { image: shop/web, context: services/web }
    - { image: shop/web2, context: services/two }
deploy:
  helm:
    releases:
      - name: api
        chartPath: charts/api
        setValueTemplates:
          one.repository: '{{.IMAGE_REPO_shop_web2}}'
          one.tag: '{{.IMAGE_TAG_shop_web2}}@{{.IMAGE_DIGEST_shop_web2}}'
          two.repository: '{{.IMAGE_REPO2}}'
          three.repository: '{{.IMAGE_REPO}}'
`,
    );
    await run(tree, 'skaffold.yaml');
    expect(parse(tree.read('charts/api/Chart.yaml', 'utf8') ?? '')).toMatchObject({
      annotations: { 'nx-helm/images': 'one=web2,two=web2,three=web' },
    });
    expect(said).not.toContain('Not taken over');
  });

  it('gives two images of one name names of their own', async () => {
    const tree = shop();
    tree.write(
      'skaffold.yaml',
      'apiVersion: skaffold/v4beta13\nkind: Config\nbuild: { artifacts: [{ image: a/web, context: services/web }, { image: b/web, context: services/api }] }\n',
    );
    await run(tree, 'skaffold.yaml');
    expect(readProjectConfiguration(tree, 'web').root).toBe('services/web');
    expect(readProjectConfiguration(tree, 'web-image').root).toBe('services/api');
  });

  it('changes nothing when it runs again', async () => {
    const tree = shop();
    await run(tree);
    const before = contents(tree);
    await run(tree);
    expect(contents(tree)).toEqual(before);
  });

  it('takes the releases of manifests, and overrides of the time before templates', async () => {
    const tree = shop();
    tree.write(
      'old.yaml',
      `
apiVersion: skaffold/v2beta29
kind: Config
build: { artifacts: [{ image: shop-web, context: services/web }] }
manifests:
  helm:
    releases:
      - name: metrics
        chartPath: charts/metrics
        artifactOverrides: { jobs.image: shop-web }
        imageStrategy: { helm: {} }
`,
    );
    await run(tree, 'old.yaml');
    expect(parse(tree.read('charts/metrics/Chart.yaml', 'utf8') ?? '')).toMatchObject({
      annotations: { 'nx-helm/images': 'jobs.image=shop-web' },
    });
  });
});

const helmfile = `
repositories: [{ name: bitnami, url: https://charts.example.org }]
environments: { default: {}, prod: {} }
releases:
  - name: api
    namespace: shop
    chart: ./charts/api
    values: [values/api.yaml, { server: { port: 9090 } }]
    set: [{ name: ingress.host, value: a.example.org }]
    needs: [shop/metrics, other/unknown]
  - { name: metrics, namespace: shop, chart: charts/metrics }
  - { name: database, namespace: shop, chart: bitnami/postgresql }
  - { name: retired, chart: ./charts/retired, installed: false }
`;

describe('the import of a helmfile.yaml', () => {
  it('makes a project for each release of a chart in the workspace, with its order and values', async () => {
    const tree = shop();
    tree.write('helmfile.yaml', helmfile);
    await run(tree, 'helmfile.yaml');
    expect(readProjectConfiguration(tree, 'api')).toMatchObject({
      root: 'charts/api',
      implicitDependencies: ['metrics'],
      tags: ['deploy:helm'],
    });
    const environment = parse(tree.read('infra/environments/minikube.yaml', 'utf8') ?? '');
    expect(environment.nxHelm.releases.api).toEqual({
      replicas: 1,
      server: { port: 9090 },
      ingress: { host: 'a.example.org' },
    });
    expect(said).toContain('release database is of the remote chart postgresql, which has no');
    expect(said).toContain('environments default, prod of helmfile.yaml');
    expect(said).toContain('release retired is not to be installed');
  });

  it('that is a template is refused with the command that renders it', async () => {
    const tree = shop();
    tree.write(
      'helmfile.yaml',
      'releases:\n{{ range .Values.names }}\n  - name: {{ . }}\n{{ end }}\n',
    );
    await expect(run(tree, 'helmfile.yaml')).rejects.toThrow(
      /NXHELM_IMPORT_UNREADABLE: .*template.* Do: helmfile --file helmfile.yaml build/,
    );
  });
});

describe('an import is refused', () => {
  const refused = async (tree: Tree, code: string, file?: string) =>
    expect(run(tree, file)).rejects.toThrow(new RegExp(`^${code}: [^]* Do: `));

  it('of a file that is not there', () => refused(shop(), 'NXHELM_IMPORT_UNREADABLE', 'no.yaml'));

  it('of a file in which nothing is to be taken', () => {
    const tree = shop();
    tree.write('empty.yaml', 'apiVersion: skaffold/v3\nkind: Config\n');
    return refused(tree, 'NXHELM_IMPORT_NOTHING', 'empty.yaml');
  });

  it('where a release is called otherwise than the project that its chart is in', () => {
    const tree = shop();
    writeJson(tree, 'charts/api/project.json', { name: 'other' });
    return refused(tree, 'NXHELM_IMPORT_NAME');
  });

  it('of a release whose chart is not there', () => {
    const tree = shop();
    tree.delete('charts/api/Chart.yaml');
    return refused(tree, 'NXHELM_IMPORT_CHART');
  });

  it('of a name that no release could have here', () => {
    const tree = shop();
    const text = tree.read('deploy/skaffold.yaml', 'utf8') ?? '';
    tree.write('deploy/skaffold.yaml', text.replace('name: storefront', 'name: Store_Front'));
    return refused(tree, 'NXHELM_NAME_INVALID');
  });
});
