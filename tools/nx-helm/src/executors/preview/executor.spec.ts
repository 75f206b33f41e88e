import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { writeClusterPrograms } from '../../testing/cluster-programs.ts';
import type { Rehearsal } from '../../testing/rehearsal-workspace.ts';
import { createRehearsal } from '../../testing/rehearsal-workspace.ts';
import { writeFiles } from '../../testing/workspace.ts';

/** The real Nx starts processes, and compares with a commit; nothing here is about how long that takes. */
jest.setTimeout(300_000);

const json = (value: unknown): string => `${JSON.stringify(value)}\n`;

const environment = (more = ''): string =>
  `nxHelm: { kubeVersion: 1.34.4, contexts: [test], preview: { hours: 5, addresses: { web: { url: 'http://localhost:\${port}', value: url } } }${more} }\n`;

const service = (name: string, more = ''): Record<string, string> => ({
  [`${name}/project.json`]: json({
    name,
    tags: ['deploy:helm'],
    implicitDependencies: name === 'web' ? ['api'] : ['platform'],
  }),
  [`${name}/chart/Chart.yaml`]: `name: ${name}\nversion: 0.1.0\n${more}`,
  [`${name}/chart/values.yaml`]: 'note: first\nurl: none\n',
  [`${name}/chart/templates/settings.yaml`]: `apiVersion: v1
kind: ConfigMap
metadata: { name: ${name} }
data: { note: {{ .Values.note }}, url: {{ .Values.url | quote }} }
---
apiVersion: v1
kind: Service
metadata: { name: ${name} }
spec: { ports: [{ port: 80 }] }
`,
});

const files: Readonly<Record<string, string>> = {
  '.gitignore': 'node_modules\ndist\n.nx\ncalls\ncluster\nuid\n',
  'environments/test.yaml': environment(),
  'web/README.md': 'a page\n',
  ...service('web'),
  ...service('api', 'annotations: { nx-helm/preview-with: platform }\n'),
  'infra/project.json': json({
    name: 'infra',
    targets: { preview: { executor: '@taskora/nx-helm:preview' } },
  }),
};

const silent = 'nxHelm: { kubeVersion: 1.34.4, contexts: [test] }\n';

let workspace: Rehearsal;
beforeAll(() => {
  workspace = createRehearsal();
  writeFiles(workspace.root, files);
  writeClusterPrograms(workspace.root);
  workspace.commitAll();
});
afterAll(() => {
  workspace.remove();
});

const object = (name: string) =>
  json({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, annotations: { 'meta.helm.sh/release-name': name } },
    spec: { ports: [{ port: 80 }] },
  });

beforeEach(() => {
  rmSync(join(workspace.root, 'cluster'), { recursive: true, force: true });
  const revisions = ['api', 'platform', 'web'].map((name) =>
    json({
      name,
      ...{ version: '3', revision: '3', status: 'deployed', fingerprint: '0' },
      ...{ environment: 'test', commit: head(), dirty: 'false' },
    }),
  );
  writeFiles(workspace.root, {
    ...Object.fromEntries(Object.entries(files).filter(([file]) => file !== '.gitignore')),
    uid: 'uid-of-test',
    'cluster/namespace.acme': json({
      metadata: {
        name: 'acme',
        uid: 'uid-of-acme',
        labels: { 'pod-security.kubernetes.io/enforce': 'restricted', team: 'shop' },
      },
    }),
    'cluster/acme/releases': revisions.join(''),
    'cluster/acme/service.api': object('api'),
    'cluster/acme/service.web': object('web'),
  });
  workspace.calls();
});

/** A preview that an earlier run has made. */
function present(pr: number, until: 'later' | 'past', ...names: readonly string[]): void {
  const name = `acme-pr-${pr}`;
  const expires = until === 'later' ? '2999-01-01T00:00:00.000Z' : '2020-01-01T00:00:00.000Z';
  writeFiles(workspace.root, {
    [`cluster/namespace.${name}`]: json({
      kind: 'Namespace',
      metadata: {
        ...{ name, uid: `uid-of-${name}` },
        labels: { 'nx-helm/preview': String(pr), 'nx-helm/preview-of': 'acme' },
        annotations: {
          ...{ 'nx-helm/cluster': 'uid-of-test', 'nx-helm/created': 'before' },
          'nx-helm/expires': expires,
        },
      },
    }),
    [`cluster/${name}/releases`]: names
      .map((release) => json({ name: release, version: '1', status: 'deployed' }))
      .join(''),
  });
}

/** Of the commit that the base is deployed from. */
const head = (): string =>
  readFileSync(join(workspace.root, '.git/refs/heads/main'), 'utf8').trim();
const preview = (...args: readonly string[]) => workspace.nx('run', 'infra:preview', ...args);
const inCluster = (namespace: string): string[] => {
  const folder = join(workspace.root, 'cluster', namespace);
  return existsSync(folder) ? readdirSync(folder).toSorted() : [];
};
const read = (file: string) =>
  JSON.parse(workspace.read(join('cluster', file))) as {
    metadata: { uid: string; labels: object; annotations: Record<string, string> };
    spec: object;
  };
const releases = (namespace: string): string[] =>
  workspace
    .read(join('cluster', namespace, 'releases'))
    .split('\n')
    .filter(Boolean)
    .map((line) => (JSON.parse(line) as { name: string }).name)
    .toSorted();
/** What could change something, but for Leases, with the namespace that it was asked in. */
const places = (calls: readonly string[]): string[] => [
  ...new Set(
    calls
      .filter((call) =>
        /^helm (upgrade|install|rollback|uninstall)|^kubectl .* (create|apply|replace|delete|patch|label|annotate) /.test(
          call,
        ),
      )
      .filter((call) => !/namespaces\/|create --filename/.test(call) || call.startsWith('helm'))
      .map((call) => /--namespace (\S+)/.exec(call)?.[1] ?? 'none'),
  ),
];
const edit = (name: string): void =>
  writeFiles(workspace.root, { [`${name}/chart/values.yaml`]: 'note: second\nurl: none\n' });

describe('a preview of a pull request (C3, C4)', () => {
  it('deploys only what the change affects, in a namespace of its own, and reaches the rest in the base', () => {
    edit('web');
    const before = inCluster('acme').map((name) => [name, workspace.read(`cluster/acme/${name}`)]);
    const { exitCode, text } = preview('--pr=7', '--out=report.json', '--markdown=report.md');
    expect([exitCode, text]).toEqual([0, expect.stringContaining('is in acme-pr-7, until ')]);
    expect(releases('acme-pr-7')).toEqual(['web']);
    expect(read('acme-pr-7/service.api').spec).toEqual({
      type: 'ExternalName',
      externalName: 'api.acme.svc.cluster.local',
    });
    expect(inCluster('acme-pr-7')).not.toContain('service.web');
    // The base is as it was: its objects, and nothing was asked to change there.
    expect(inCluster('acme').map((name) => [name, workspace.read(`cluster/acme/${name}`)])).toEqual(
      before,
    );
    const calls = workspace.calls();
    expect(places(calls).filter((place) => place !== 'acme-pr-7')).toEqual([]);
    expect(calls.filter((call) => call.startsWith('helm upgrade'))).toHaveLength(1);
    const { metadata } = read('namespace.acme-pr-7');
    expect(metadata.labels).toEqual({
      'nx-helm/preview': '7',
      'nx-helm/preview-of': 'acme',
      'pod-security.kubernetes.io/enforce': 'restricted',
    });
    expect(metadata.annotations).toMatchObject({
      'nx-helm/cluster': 'uid-of-test',
      'nx-helm/environment': 'test',
      'nx-helm/owner': expect.any(String) as string,
    });
    const { 'nx-helm/created': created = '', 'nx-helm/expires': expires = '' } =
      metadata.annotations;
    expect(Date.parse(expires) - Date.parse(created)).toBe(5 * 3_600_000);
    expect(JSON.parse(workspace.read('report.json'))).toMatchObject({
      ...{
        pr: 7,
        namespace: 'acme-pr-7',
        base: 'acme',
        state: 'deployed',
        reached: ['api', 'platform'],
      },
      releases: [
        {
          release: 'web',
          affected: true,
          url: 'http://localhost:10112',
          command: 'kubectl --context test --namespace acme-pr-7 port-forward service/web 10112:80',
        },
      ],
    });
    expect(workspace.read('report.md')).toMatch(
      /^<!-- nx-helm preview -->\n[^]*http:\/\/localhost:10112/,
    );
    // The address is known to what is deployed, and the checkout is as it was.
    expect(workspace.read('dist/manifests/web/upgrade.yaml')).toContain('http://localhost:10112');
    expect(readdirSync(join(workspace.root, 'environments')).toSorted()).toEqual([
      'prod.yaml',
      'test.yaml',
    ]);
  });

  it('takes along what a release shares a database with, and goes on where a run has ended', () => {
    edit('api');
    writeFiles(workspace.root, { 'fail-upgrade': '' });
    const failed = preview('--pr=8');
    rmSync(join(workspace.root, 'fail-upgrade'));
    expect([failed.exitCode === 0, failed.text]).toEqual([
      false,
      expect.stringContaining('NXHELM_PREVIEW_FAILED'),
    ]);
    expect(existsSync(join(workspace.root, 'environments/test-pr-8.yaml'))).toBe(false);
    expect(preview('--pr=8').exitCode).toBe(0);
    expect(releases('acme-pr-8')).toEqual(['api', 'platform']);
    expect(inCluster('acme-pr-8')).toContain('service.web');
  });

  it('takes away what the change does not affect any more, and itself where that is all', () => {
    present(9, 'later', 'api', 'platform');
    edit('web');
    expect(preview('--pr=9').exitCode).toBe(0);
    expect(releases('acme-pr-9')).toEqual(['web']);
    expect(inCluster('acme-pr-9')).toContain('service.api');
    expect(read('namespace.acme-pr-9').metadata.annotations['nx-helm/created']).toBe('before');
    writeFiles(workspace.root, service('web'));
    expect(preview('--pr=9').text).toContain('affects no release');
    expect(existsSync(join(workspace.root, 'cluster/namespace.acme-pr-9'))).toBe(false);
  });

  it('is removed by its number or by its age, and no other with it', () => {
    present(10, 'later', 'web');
    present(11, 'past', 'web');
    present(12, 'later', 'web');
    expect(preview('--list').text).toMatch(/12 +acme-pr-12 +2999/);
    expect(preview('--expired').text).toContain('removed: acme-pr-11');
    expect(preview('--remove', '--pr=10').exitCode).toBe(0);
    // What is not there is removed already.
    expect(preview('--remove', '--pr=10').exitCode).toBe(0);
    const left = readdirSync(join(workspace.root, 'cluster')).filter((name) =>
      name.startsWith('namespace.'),
    );
    expect(left.toSorted()).toEqual(['namespace.acme', 'namespace.acme-pr-12']);
  });

  it('is removed also where its environment hosts none any more', () => {
    for (const text of [environment(', cluster: uid-of-test, protection: [no-heal]'), silent]) {
      present(10, 'later', 'web');
      present(11, 'past', 'web');
      writeFiles(workspace.root, { 'environments/test.yaml': text });
      expect(preview('--list').text).toMatch(/acme-pr-11/);
      expect(preview('--expired').text).toContain('removed: acme-pr-11');
      expect(preview('--remove', '--pr=10').exitCode).toBe(0);
      expect(existsSync(join(workspace.root, 'cluster/namespace.acme-pr-10'))).toBe(false);
    }
  });

  it('stays where another run has made it last longer before the lock was taken', () => {
    present(11, 'later', 'web');
    const extended = workspace.read('cluster/namespace.acme-pr-11');
    present(11, 'past', 'web');
    writeFiles(workspace.root, { meanwhile: extended });
    expect(preview('--expired').text).toContain('no preview is past its age');
    expect(releases('acme-pr-11')).toEqual(['web']);
    expect(workspace.read('cluster/namespace.acme-pr-11')).toBe(extended);
  });

  it('is only waited for where it is being removed already', () => {
    present(10, 'later', 'web');
    const { metadata } = read('namespace.acme-pr-10');
    const ending = json({ metadata: { ...metadata, deletionTimestamp: 'now' } });
    writeFiles(workspace.root, { 'cluster/namespace.acme-pr-10': ending });
    expect(preview('--remove', '--pr=10').exitCode).toBe(0);
    const changes = / (?:create|apply|replace|delete --raw|wait) /;
    const calls = workspace.calls().filter((call) => changes.test(call));
    expect(calls).toEqual([expect.stringMatching(/wait --for=delete namespace\/acme-pr-10/)]);
  });

  it('of a fork gets no Secret, and what reads one is not deployed', () => {
    writeFiles(workspace.root, {
      'web/chart/templates/pod.yaml': `apiVersion: v1
kind: Pod
metadata: { name: web }
spec: { containers: [{ name: web, image: web, envFrom: [{ secretRef: { name: login } }] }] }
`,
    });
    const { exitCode, text } = preview('--pr=13', '--isFork');
    rmSync(join(workspace.root, 'web/chart/templates/pod.yaml'));
    expect([exitCode === 0, text]).toEqual([
      false,
      expect.stringMatching(/NXHELM_PREVIEW_FORK: it reads Secret login/),
    ]);
    expect(existsSync(join(workspace.root, 'cluster/namespace.acme-pr-13'))).toBe(false);
  });

  it('is neither begun nor removed in a namespace that no preview made', () => {
    edit('web');
    writeFiles(workspace.root, {
      'cluster/namespace.acme-pr-14': json({ metadata: { name: 'acme-pr-14', labels: {} } }),
    });
    for (const args of [[], ['--remove']]) {
      const { exitCode, text } = preview('--pr=14', ...args);
      expect([exitCode === 0, text]).toEqual([
        false,
        expect.stringContaining('NXHELM_PREVIEW_FOREIGN'),
      ]);
    }
    expect(existsSync(join(workspace.root, 'cluster/namespace.acme-pr-14'))).toBe(true);
    expect(places(workspace.calls())).toEqual([]);
  });

  it('is neither changed nor removed while another run is changing it', () => {
    present(15, 'later', 'web');
    writeFiles(workspace.root, {
      'cluster/acme-pr-15/lease.nx-helm-preview-pr-15': json({
        kind: 'Lease',
        metadata: { name: 'nx-helm-preview-pr-15', uid: 'other' },
        spec: {
          holderIdentity: 'elsewhere/1/elsewhere/1',
          leaseDurationSeconds: 30,
          renewTime: '2999-01-01T00:00:00.000000Z',
        },
      }),
    });
    const before = workspace.read('cluster/namespace.acme-pr-15');
    expect(preview('--pr=15', '--remove').text).toContain('NXHELM_PREVIEW_BUSY');
    edit('web');
    expect(preview('--pr=15').text).toContain('NXHELM_PREVIEW_BUSY');
    expect(workspace.read('cluster/namespace.acme-pr-15')).toBe(before);
    expect(existsSync(join(workspace.root, 'cluster/namespace.acme-pr-15'))).toBe(true);
    expect(releases('acme-pr-15')).toEqual(['web']);
  });

  it.each<[string, string, string, readonly string[]]>([
    [
      'of a protected environment',
      'BASE',
      environment(', cluster: uid-of-test, protection: [no-heal]'),
      ['--pr=16'],
    ],
    ['of one that hosts none', 'BASE', silent, ['--pr=16']],
    ['of attested images alone', 'BASE', environment(', attestationKey: key.pub'), ['--pr=16']],
    ['in another cluster', 'OTHER', environment(', cluster: another'), ['--pr=16']],
    ['past its age in another cluster', 'OTHER', environment(', cluster: another'), ['--expired']],
    ['of nothing', 'OPTIONS', environment(), []],
    ['of one and of all', 'OPTIONS', environment(), ['--pr=16', '--expired']],
    ['with too long a name', 'NAME', environment(`, namespace: ${'n'.repeat(60)}`), ['--pr=16']],
  ])('%s is refused, and nothing is changed', (_which, end, text, args) => {
    const code = end === 'OTHER' ? 'NXHELM_CLUSTER_OTHER' : `NXHELM_PREVIEW_${end}`;
    writeFiles(workspace.root, { 'environments/test.yaml': text });
    edit('web');
    expect(preview(...args).text).toContain(code);
    expect(places(workspace.calls())).toEqual([]);
  });
});
