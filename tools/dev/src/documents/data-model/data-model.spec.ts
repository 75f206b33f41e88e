import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { stageCharts } from '../staged-charts.ts';
import { asObject, portsOf, titleOf } from './objects.ts';
import { purposeOf } from './purposes.ts';
import { referencesIn } from './references.ts';
import { readModel } from './renders.ts';

jest.setTimeout(60_000);

const labels = { 'app.kubernetes.io/name': 'web', 'app.kubernetes.io/component': 'server' };
const metadata = { name: 'web', labels };
const object = (kind: string, more: object = {}) =>
  asObject({ apiVersion: 'v1', kind, metadata, ...more });
const deployment = (container: object, pod: object = {}) =>
  object('Deployment', {
    spec: {
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [container], ...pod } },
    },
  });

describe('docs/data-model.md (D1)', () => {
  const charts = stageCharts();
  afterAll(() => charts.dispose());

  it('is what the charts render; npx nx run dev:data-model writes it', () => {
    const program = join(import.meta.dirname, '../../commands/data-model.ts');
    const { status, stderr } = spawnSync(process.execPath, [program, '--check'], {
      encoding: 'utf8',
    });
    expect([status, stderr]).toEqual([0, '']);
  });

  it('has no reference to an object that nobody makes', async () => {
    const model = await readModel(charts);
    const all = [...model.releases.values()].flat().map((each) => each.object);
    const made = new Set(all.map(titleOf));
    const lost = referencesIn(all).filter(({ to }) => !made.has(to));
    expect([...new Set(lost.map(({ to }) => to))].toSorted()).toEqual([
      'Gateway public',
      'Secret taskora-auth',
      'Secret taskora-database',
      'Secret taskora-next',
      'Secret taskora-push',
      'Secret taskora-tls',
    ]);
  });

  it('names all objects by which a release needs another one', async () => {
    const model = await readModel(charts);
    const ownerOf = new Map(
      [...model.releases].flatMap(([release, objects]) =>
        objects.map(({ object }) => [titleOf(object), release] as const),
      ),
    );
    const all = [...model.releases.values()].flat().map((each) => each.object);
    const between = referencesIn(all)
      .filter(({ to }) => ownerOf.has(to))
      .filter(({ from, to }) => ownerOf.get(from) !== ownerOf.get(to));
    const needs = new Set(between.map(({ from, to }) => `${ownerOf.get(from)}: ${to}`));
    expect([...needs].toSorted()).toEqual([
      'api: Service web',
      'chatbot: Service api',
      'platform: Service chatbot',
      'platform: Service web',
      'web: Service api',
    ]);
  });
});

describe('references', () => {
  const service = object('Service', { spec: { selector: labels, ports: [] } });

  it.each([
    [{ envFrom: [{ configMapRef: { name: 'a' } }] }, 'ConfigMap a'],
    [{ env: [{ name: 'X', valueFrom: { secretKeyRef: { name: 'a', key: 'k' } } }] }, 'Secret a'],
    [{ env: [{ name: 'API_URL', value: 'http://web' }] }, 'Service web'],
    [{ env: [{ name: 'PGHOST', value: 'web' }] }, 'Service web'],
    [{ args: ['http://web:80/ready'] }, 'Service web'],
  ])('of a container are found: %j', (container, to) => {
    const found = referencesIn([deployment({ name: 'c', ...container }), service]);
    expect(found).toContainEqual(expect.objectContaining({ from: 'Deployment web', to }));
  });

  it.each([
    [{ serviceAccountName: 'a' }, 'ServiceAccount a'],
    [{ volumes: [{ persistentVolumeClaim: { claimName: 'a' } }] }, 'PersistentVolumeClaim a'],
    [{ volumes: [{ secret: { secretName: 'a', items: [{ key: 'k' }] } }] }, 'Secret a'],
  ])('of a pod are found: %j', (pod, to) => {
    const found = referencesIn([deployment({ name: 'c' }, pod)]);
    expect(found.map((each) => each.to)).toEqual([to]);
  });

  it('of a selector lead to the workload whose pods have the labels, and to no other', () => {
    const other = asObject({
      ...deployment({ name: 'c' }),
      metadata: { name: 'other' },
      spec: { template: { metadata: { labels: {} }, spec: { containers: [] } } },
    });
    expect(referencesIn([service, deployment({ name: 'c' }), other])).toEqual([
      { from: 'Service web', to: 'Deployment web' },
    ]);
  });

  it('are no others: a text that only resembles an address', () => {
    const quiet = deployment({ name: 'c', env: [{ name: 'NAME', value: 'web' }] });
    expect(referencesIn([quiet, object('ConfigMap', { data: { a: 'http://webs' } })])).toEqual([]);
  });
});

it('the ports of a Service name those of the node', () => {
  const ports = [{ name: 'http', port: 80, nodePort: 30000 }];
  expect(portsOf(object('Service', { spec: { ports } }))).toEqual(['http 80, node 30000']);
});

it('an object of a kind that nobody has described is refused', () => {
  expect(() => purposeOf(object('Lease'))).toThrow(/^DATA_MODEL_UNDESCRIBED: .*Lease web.* Do: /);
});
