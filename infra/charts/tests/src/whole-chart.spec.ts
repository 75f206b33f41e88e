import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stageCharts } from './helm.ts';
import type { KubernetesObject } from './objects.ts';
import { environments, readEnvironment, releases, releasesIn, services } from './workspace.ts';
import { stageWholeChart, wholeChart } from './whole-chart.ts';

const whole = stageWholeChart();
const separate = stageCharts();
afterAll(() => {
  whole.dispose();
  separate.dispose();
});

type Objects = ReadonlyMap<string, KubernetesObject>;

const titleOf = ({ kind, metadata }: KubernetesObject) => `${kind} ${metadata.name}`;
const byTitle = (objects: readonly KubernetesObject[]): Objects =>
  new Map(objects.map((object) => [titleOf(object), object]));

/** An object as any release has it: the label of the instance is the one place that names it. */
function ofAnyRelease(object: KubernetesObject | undefined): unknown {
  return JSON.parse(
    JSON.stringify(object, (key, value: unknown) =>
      key === 'app.kubernetes.io/instance' ? 'any' : value,
    ),
  );
}

const valuesOf = (given: Readonly<Record<string, unknown>> | false | undefined) => given || {};

const forms = [false, true];

describe('the whole as one chart (K5)', () => {
  it.each([undefined, 'dev', 'prod'] as const)('helm lint finds nothing in shape %s', (shape) => {
    const { status, stdout } = whole.run('lint', shape === undefined ? {} : { shape });
    expect({ status, stdout }).toEqual({ status: 0, stdout: expect.not.stringMatching(/WARN/) });
  });

  it.each(forms)(
    'has the objects of the separate charts, field by field; upgrade %s',
    (isUpgrade) => {
      const set = (release: string) =>
        release === 'web' || release === 'chatbot' ? ['service.type=ClusterIP'] : [];
      const expected = releases.flatMap(
        (release) => separate.render(release, { isUpgrade, set: set(release) }).objects,
      );
      const actual = byTitle(whole.render({ isUpgrade }).objects);
      expect(expected.length).toBeGreaterThan(25);
      for (const object of expected) {
        expect(ofAnyRelease(actual.get(titleOf(object)))).toEqual(ofAnyRelease(object));
      }
    },
  );

  it('adds the entrances and what makes Secrets, and nothing else', () => {
    const parts = new Set(
      releases.flatMap((release) => separate.render(release).objects.map(titleOf)),
    );
    const added = whole
      .render()
      .objects.map(titleOf)
      .filter((title) => !parts.has(title));
    expect(added.toSorted()).toEqual([
      'Job taskora-secrets',
      'Role taskora-secrets',
      'RoleBinding taskora-secrets',
      'Service taskora-chatbot',
      'Service taskora-frontend',
      'ServiceAccount taskora-secrets',
    ]);
  });

  it('two renders are the same bytes, and no template draws, asks a cluster or reads a clock (N1)', () => {
    expect(whole.render().text).toBe(whole.render().text);
    const folder = join(wholeChart, 'templates');
    const templates = readdirSync(folder).map((file) => readFileSync(join(folder, file), 'utf8'));
    expect(templates.join('\n')).not.toMatch(/\b(lookup|rand\w+|now|uuidv4|gen\w+)\s/);
  });

  it.each(releases)('names the key of an image of %s that has no tag', (release) => {
    const { stderr } = whole.run('template', { set: [`${release}.image.tag=`] });
    expect(stderr).toContain(`ERROR: ${release}.image.tag is empty`);
    expect(stderr).toContain(`Do: pass --set ${release}.image.tag=<tag>`);
  });

  it.each([
    ['a part that is none', 'bakend.replicas=3'],
    ['a key that a part does not read', 'api.replcias=3'],
    ['a node port outside the range', 'entrances.frontend.nodePort=80'],
    ['a NodePort without a port', 'entrances.frontend.nodePort=null'],
    ['a kind of Service that leads nobody in', 'entrances.frontend.type=ExternalName'],
  ])('refuses %s', (_what, set) => {
    const { status, stderr } = whole.run('template', { set: [set] });
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: expect.stringContaining("values don't meet the specifications of the schema"),
    });
  });

  it('refuses two entrances at one port of the nodes', () => {
    const { stderr } = whole.run('template', { set: ['entrances.chatbot.nodePort=30000'] });
    expect(stderr).toMatch(/ERROR: entrances\.frontend\.nodePort and .* Do: give one of them/);
  });
});

describe('an environment (K5)', () => {
  it.each(environments)('%s gives the whole what it gives the separate releases', (environment) => {
    const { taskora, ...given } = readEnvironment(environment).nxHelm.releases ?? {};
    const { entrances, ...parts } = valuesOf(taskora);
    const { ops, ...others } = given;
    const installed = ops === false ? { enabled: false } : { ...ops, enabled: true };
    expect(parts).toEqual({ ...others, ops: installed });
    expect(entrances === undefined).toBe(others['web'] === undefined);
  });

  it.each(environments)(
    '%s has the objects of its releases in the whole, field by field',
    (name) => {
      const { nxHelm, global } = readEnvironment(name);
      const entrance = name === 'minikube' || name === 'ci' ? ['service.type=ClusterIP'] : [];
      const isFrontEnd = (release: string) => release === 'web' || release === 'chatbot';
      const expected = releasesIn(name).flatMap(
        (release) =>
          separate.render(release, {
            environment: name,
            set: isFrontEnd(release) ? entrance : [],
          }).objects,
      );
      const values = { ...valuesOf(nxHelm.releases?.['taskora']), global };
      const actual = byTitle(whole.render({ values }).objects);
      for (const object of expected) {
        expect(ofAnyRelease(actual.get(titleOf(object)))).toEqual(ofAnyRelease(object));
      }
      const hasServer = actual.has('Deployment ops');
      expect(hasServer).toBe(releasesIn(name).includes('ops'));
    },
  );

  it('for people opens no port of the nodes, in separate releases and in the whole (K4)', () => {
    const { nxHelm, global } = readEnvironment('prod');
    const objects = [
      ...releasesIn('prod').flatMap(
        (release) => separate.render(release, { environment: 'prod' }).objects,
      ),
      ...whole.render({ values: { ...valuesOf(nxHelm.releases?.['taskora']), global } }).objects,
    ];
    const kept = objects.filter(({ kind }) => kind === 'Service');
    expect(kept.length).toBeGreaterThan(6);
    const types = kept.map(({ metadata, spec }) => [metadata.name, spec?.['type'] ?? 'ClusterIP']);
    expect(types.filter(([, type]) => type !== 'ClusterIP')).toEqual([]);
    expect(JSON.stringify(kept)).not.toContain('"nodePort"');
  });
});

describe('the shapes of the whole (K3)', () => {
  const replicasOf = (objects: readonly KubernetesObject[]) =>
    Object.fromEntries(
      objects
        .filter(({ kind }) => kind === 'Deployment' || kind === 'StatefulSet')
        .map(({ metadata, spec }) => [metadata.name, spec?.replicas]),
    );

  it('are two pods of each service by default, and one database', () => {
    const expected = { api: 2, chatbot: 2, postgres: 1, web: 2 };
    expect(replicasOf(whole.render().objects)).toEqual(expected);
  });

  it('are two front ends, three of the API and one database, by a value or in production', () => {
    const expected = { api: 3, chatbot: 2, postgres: 1, web: 2 };
    expect(replicasOf(whole.render({ set: ['api.replicas=3'] }).objects)).toEqual(expected);
    const set = services.map((service) => `${service}.autoscaling.enabled=false`);
    expect(replicasOf(whole.render({ shape: 'prod', set }).objects)).toEqual(expected);
  });

  it('follow the load in production, from the same numbers on, and the database does not', () => {
    const { objects } = whole.render({ shape: 'prod' });
    const scaled = objects.filter(({ kind }) => kind === 'HorizontalPodAutoscaler');
    const fewest = scaled.map(({ metadata, spec }) => [metadata.name, spec?.['minReplicas']]);
    expect(Object.fromEntries(fewest)).toEqual({ api: 3, chatbot: 2, web: 2 });
    expect(replicasOf(objects)).toEqual({
      api: undefined,
      chatbot: undefined,
      postgres: 1,
      web: undefined,
    });
  });

  it('are one pod of each to try it out, with a database that is gone with it', () => {
    const { objects, podOf } = whole.render({ shape: 'dev' });
    expect(replicasOf(objects)).toEqual({ api: 1, chatbot: 1, postgres: 1, web: 1 });
    expect(podOf('StatefulSet').spec.volumes).toContainEqual(
      expect.objectContaining({ name: 'data', emptyDir: expect.anything() }),
    );
  });
});

describe('the entrances of the whole (K4)', () => {
  it.each([
    ['taskora-frontend', 'web', 30000],
    ['taskora-chatbot', 'chatbot', 30001],
  ])('%s leads to the pods of %s, at the node port %i', (name, chart, nodePort) => {
    const objects = byTitle(whole.render().objects);
    expect(objects.get(`Service ${name}`)?.spec).toMatchObject({
      type: 'NodePort',
      ports: [{ port: 80, targetPort: 'http', nodePort }],
      selector: objects.get(`Deployment ${chart}`)?.spec?.selector?.matchLabels,
    });
  });

  it('take no port of the nodes in production', () => {
    const { objects } = whole.render({ shape: 'prod' });
    const types = objects
      .filter(({ kind }) => kind === 'Service')
      .map(({ spec }) => spec?.['type']);
    expect(new Set(types)).toEqual(new Set(['ClusterIP']));
  });
});
