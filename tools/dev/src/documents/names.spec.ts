import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { missingSecrets, namespaceObject } from '../cluster/secret-objects.ts';
import { workspaceRoot } from '../environment.ts';
import { fileName, plainObjects, type PlainObject } from '../manifests/plain-objects.ts';
import { workspaceTargets } from '../testing/workspace-targets.ts';
import { environmentValues, releases, stageCharts } from './staged-charts.ts';
import { codesIn, linksIn, tableRows } from './testing/table-rows.ts';

jest.setTimeout(60_000);

const read = (file: string): string => readFileSync(join(workspaceRoot, file), 'utf8');
const DOCUMENT = 'docs/names.md';

const each = (pattern: string, ...names: readonly string[]): string[] =>
  names.map((name) => pattern.replace('*', name));

/** Every name that D2 lists. */
const expected = [
  ...each('docker/*.Dockerfile', 'backend', 'frontend-web', 'frontend-chatbot'),
  ...each('docker/Dockerfile.*', 'frontend', 'backend'),
  'docker-compose.yml',
  ...each('k8s/*-deployment.yaml', 'backend', 'frontend-web', 'frontend-chatbot'),
  ...each('k8s/*-service.yaml', 'backend', 'frontend-web', 'frontend-chatbot'),
  ...each('k8s/*', 'configmap.yaml', 'secret.yaml.example', 'namespace.yaml', 'ingress.yaml'),
  'k8s/hpa.yaml',
  ...['todo-app', 'taskora', 'todo-chatbot', 'helm/frontend', 'helm/backend'],
  ...['values-dev.yaml', 'values-prod.yaml'],
  ...['build-images', 'deploy-minikube', 'cleanup', 'health-check', 'check-deployment'],
  'minikube-setup',
  ...each('ai-gen/*-prompts.md', 'docker-ai', 'kubectl-ai', 'kagent'),
  ...['helm-chart-gen', 'docker-multistage'],
  ...['README.deploy.md', 'quickstart.md', 'data-model.md', 'contracts/helm-values-schema.json'],
  ...['kubectl get pods -n taskora', 'helm status taskora'],
  'minikube service taskora-frontend --url',
];

const rows = tableRows(read(DOCUMENT), 'name').map(
  ([name = '', here = '', use = '', why = '']) => ({
    name: codesIn(name).join(),
    here,
    use,
    why,
  }),
);

const metadataSchema = z.looseObject({
  kind: z.string(),
  metadata: z.looseObject({ name: z.string(), namespace: z.string().optional() }),
});

describe('docs/names.md (D2)', () => {
  const charts = stageCharts();
  afterAll(() => charts.dispose());
  const targets = workspaceTargets(workspaceRoot);

  /** The files that infra:manifests writes, from the workspace's root. */
  async function manifests(environment: string): Promise<readonly string[]> {
    const files = environmentValues(environment, 'taskora', charts.folder);
    const objects = plainObjects(await charts.render('taskora', { files }));
    return [namespaceObject() as PlainObject, ...objects].map(
      (object) => `dist/kubernetes/${environment}/${fileName(object)}`,
    );
  }

  async function servicesOf(chart: Parameters<typeof charts.render>[0]) {
    const objects = (await charts.render(chart)).map((object) => metadataSchema.parse(object));
    return objects.filter(({ kind }) => kind === 'Service').map(({ metadata }) => metadata.name);
  }

  it('has every name once, and no other', () => {
    expect(rows.map(({ name }) => name).toSorted()).toEqual(expected.toSorted());
  });

  it('says of each where it is: files, targets and manifests that there are', async () => {
    const made = new Set([...(await manifests('minikube')), ...(await manifests('prod'))]);
    const isThere = (place: string): boolean =>
      made.has(place) || targets.has(place) || existsSync(join(workspaceRoot, place));
    const places = rows.map(({ name, here }) => ({
      name,
      places: [
        ...codesIn(here),
        ...linksIn(here).map((link) => join('docs', link.replace(/#.*/, ''))),
      ],
    }));
    expect(places.filter((row) => row.places.length === 0)).toEqual([]);
    const lost = places.flatMap((row) => row.places.filter((place) => !isThere(place)));
    expect(lost).toEqual([]);
  });

  it('says of each how it is used, and why its name differs in at most five', () => {
    const unused = rows.filter(({ use }) => use === '');
    const long = rows.filter(({ why }) => !/^\S+( \S+){1,4}$/.test(why));
    expect([unused, long]).toEqual([[], []]);
    const same = rows.filter(({ why }) => /^same name/.test(why));
    const differing = same.filter(
      ({ name, here }) =>
        ![...codesIn(here), ...linksIn(here)].some(
          // A skill is called as its folder.
          (place) => place.replace('/SKILL.md', '').split(/[/:]/).at(-1) === name.split('/').at(-1),
        ),
    );
    expect(differing).toEqual([]);
  });

  it('names targets of Nx that there are, with configurations that there are', () => {
    const used = rows.flatMap(({ use }) =>
      codesIn(use).flatMap((code) => /^npx nx run (\S+)/.exec(code)?.[1] ?? []),
    );
    expect(used.length).toBeGreaterThan(20);
    expect(used.filter((target) => !targets.has(target))).toEqual([]);
  });

  it('tells apart in which deployment a Service or release has which name', async () => {
    const whole = await servicesOf('taskora');
    const separate = (await Promise.all(releases.map((each) => servicesOf(each)))).flat();
    expect(whole).toEqual(expect.arrayContaining(['taskora-frontend', 'taskora-chatbot']));
    expect(separate).toContain('web');
    expect(separate.filter((name) => name.startsWith('taskora'))).toEqual([]);
    expect(read('tools/dev/src/checks/whole-chart.ts')).toContain("helm('status', release)");
    expect(read('tools/dev/src/checks/whole-release.ts')).toContain("release = 'taskora'");
  });
});

describe('infra/secret.yaml.example (D2)', () => {
  const objects = parseAllDocuments(read('infra/secret.yaml.example')).map(
    (document) => document.toJS() as { metadata: { name: string }; stringData: object },
  );

  it('has the Secrets and keys that platform:secrets makes, the demo account aside', () => {
    const named = (list: readonly { metadata: { name: string }; stringData: object }[]) =>
      new Map(list.map(({ metadata, stringData }) => [metadata.name, Object.keys(stringData)]));
    const made = missingSecrets(new Set(['taskora-demo']));
    expect(new Map([...named(objects)].toSorted())).toEqual(new Map([...named(made)].toSorted()));
  });

  it('says the same password where the database and an address have it', () => {
    const data = new Map(objects.flatMap(({ stringData }) => Object.entries(stringData)));
    for (const role of ['api', 'auth']) {
      const password = String(data.get(`${role}-password`));
      const url = new URL(String(data.get(`${role}-url`)));
      expect([role, url.password, url.username]).toEqual([role, password, `taskora_${role}`]);
    }
  });
});
