import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { stageCharts } from './helm.ts';
import { kagentObject } from './kagent-contract.ts';
import type { KubernetesObject } from './objects.ts';
import { environments, releases, workspaceRoot } from './workspace.ts';

const charts = stageCharts();
afterAll(() => charts.dispose());

const harness = [
  `kagent.harness.image=registry.example/kagent@sha256:${'0a'.repeat(32)}`,
  'kagent.harness.workerPool=operations',
  'kagent.harness.snapshots=s3://snapshots/taskora',
];

const isKagent = ({ apiVersion }: KubernetesObject): boolean => apiVersion.startsWith('kagent.dev');
const rendered = (apiVersion: string, ...set: string[]): readonly KubernetesObject[] =>
  charts
    .render('platform', {
      set: ['kagent.modelConfig=operations-model', `kagent.apiVersion=${apiVersion}`, ...set],
    })
    .objects.filter(isKagent);

const source = parse(
  readFileSync(join(workspaceRoot, 'infra/charts/platform/files/kagent.yaml'), 'utf8'),
) as { tools: string[]; skills: unknown[]; systemPrompt: string; description: string };

/** The environment that docs/aiops.md proposes. */
function documentedReleases(): Record<'platform' | 'ops', object> {
  const document = readFileSync(join(workspaceRoot, 'docs/aiops.md'), 'utf8');
  const [, text = ''] = /```yaml values environment\n(nxHelm:\n.*?)```/s.exec(document) ?? [];
  return (parse(text) as { nxHelm: { releases: Record<'platform' | 'ops', object> } }).nxHelm
    .releases;
}

/** Values as `--set` takes them. */
const asSets = (values: object, before = ''): string[] =>
  Object.entries(values).flatMap(([key, value]: [string, unknown]) =>
    Array.isArray(value)
      ? [`${before}${key}={${value.join(',')}}`]
      : typeof value === 'object' && value !== null
        ? asSets(value, `${before}${key}.`)
        : [`${before}${key}=${String(value)}`],
  );

describe('the environment that docs/aiops.md proposes for kagent (O1)', () => {
  const { platform, ops } = documentedReleases();

  it('renders the agent', () => {
    const { objects } = charts.render('platform', { set: asSets(platform) });
    expect(objects.filter(isKagent).map(({ kind }) => kind)).toEqual(['Agent', 'RemoteMCPServer']);
  });

  it('lets the pod of the agent and the controller reach the operations server', () => {
    const { objects } = charts.render('platform', { set: asSets(platform) });
    const agent = objects.find(({ kind }) => kind === 'Agent');
    const policies = charts
      .render('ops', { set: asSets(ops) })
      .objects.filter(({ kind }) => kind === 'NetworkPolicy');
    const rules = JSON.stringify(policies.map(({ spec }) => spec?.['ingress']));
    expect(rules).toContain(`"${agent?.metadata.name ?? 'none'}"`);
    expect(rules).toContain(
      '"key":"kubernetes.io/metadata.name","operator":"In","values":["kagent"]',
    );
    // Nobody else names them.
    const bare = JSON.stringify(charts.render('ops').objects.map(({ spec }) => spec));
    expect(bare).not.toContain('"taskora-ops"');
  });
});

describe('the objects of kagent (O1)', () => {
  it.each(environments)('are in no environment that does not ask for them: %s', (environment) => {
    const objects = releases.flatMap((release) => charts.render(release, { environment }).objects);
    expect(objects.filter(isKagent)).toEqual([]);
  });

  it.each([
    ['v1alpha2', [], ['RemoteMCPServer', 'Agent']],
    ['v1alpha3', [], ['RemoteMCPServer', 'AgentTemplate']],
    ['v1alpha3', harness, ['RemoteMCPServer', 'AgentTemplate', 'Harness']],
  ])('of %s are those that its definitions take, with %j', (version, set, kinds) => {
    const objects = rendered(version, ...set);
    expect(objects.map(({ kind }) => kind).toSorted()).toEqual(kinds.toSorted());
    for (const object of objects) {
      expect(object.apiVersion).toBe(`kagent.dev/${version}`);
      expect(kagentObject.safeParse(object).error).toBeUndefined();
    }
  });

  it('have the tools that only read, by name, and the prompt of this workspace', () => {
    expect(source.tools.length).toBeGreaterThan(3);
    const [agent] = rendered('v1alpha2').filter(({ kind }) => kind === 'Agent');
    expect(agent?.spec).toMatchObject({
      declarative: {
        systemMessage: source.systemPrompt,
        tools: [{ mcpServer: { name: 'taskora-ops', toolNames: source.tools } }],
        a2aConfig: { skills: source.skills },
      },
    });
    const [template] = rendered('v1alpha3').filter(({ kind }) => kind === 'AgentTemplate');
    expect(template?.spec).toMatchObject({
      systemPrompt: source.systemPrompt,
      tools: [{ mcp: { server: { name: 'taskora-ops' }, tools: source.tools } }],
    });
  });

  it('find the release ops of the namespace, unless the environment names another server', () => {
    const [own] = rendered('v1alpha3').filter(({ kind }) => kind === 'RemoteMCPServer');
    expect(own?.spec).toMatchObject({ url: 'http://ops.taskora/mcp' });
    const url = 'https://operations.example/mcp';
    const [server] = rendered('v1alpha2', `kagent.serverUrl=${url}`).filter(
      ({ kind }) => kind === 'RemoteMCPServer',
    );
    expect(server?.spec).toMatchObject({ url, protocol: 'STREAMABLE_HTTP' });
    expect(server?.spec).not.toHaveProperty('headersFrom');
  });

  it.each(['v1alpha2', 'v1alpha3'])(
    'of %s name the Secret with the token, and never its value',
    (version) => {
      const [server] = rendered(version, 'kagent.authorization.existingSecret=ops-token').filter(
        ({ kind }) => kind === 'RemoteMCPServer',
      );
      expect(kagentObject.safeParse(server).error).toBeUndefined();
      expect(server?.spec).toMatchObject({
        headersFrom: [
          {
            name: 'Authorization',
            valueFrom: { type: 'Secret', name: 'ops-token', key: 'authorization' },
          },
        ],
      });
    },
  );

  it('belong together: the Harness admits the labels of the AgentTemplate', () => {
    const objects = rendered('v1alpha3', ...harness);
    const [runtime] = objects.filter(({ kind }) => kind === 'Harness');
    const [template] = objects.filter(({ kind }) => kind === 'AgentTemplate');
    const { allowedAgentTemplates } = runtime?.spec as {
      allowedAgentTemplates: { selector: { matchLabels: Record<string, string> } };
    };
    expect(template?.metadata.labels).toMatchObject(allowedAgentTemplates.selector.matchLabels);
  });

  it.each([
    ['an agent without a model', ['kagent.modelConfig='], /ERROR: kagent\.modelConfig .* Do: set /],
    ['half a Harness', harness.slice(0, 2), /ERROR: kagent\.harness\.image .* Do: set all three/],
    ['an unknown generation', ['kagent.apiVersion=v1'], /kagent\/apiVersion|kagent\.apiVersion/],
    ['an image without a digest', ['kagent.harness.image=kagent:1'], /harness.image/],
    ['a server that is none', ['kagent.serverUrl=ops'], /serverUrl/],
  ])('refuse %s', (_what, set, complaint) => {
    const { status, stderr } = charts.run('template', 'platform', {
      set: ['kagent.apiVersion=v1alpha3', 'kagent.modelConfig=m', ...set],
    });
    expect({ status, stderr }).toEqual({ status: 1, stderr: expect.stringMatching(complaint) });
  });

  it('with a field that the definitions do not have are seen', () => {
    const [server] = rendered('v1alpha2');
    expect(kagentObject.safeParse({ ...server, spec: { ...server?.spec, port: 1 } }).success).toBe(
      false,
    );
  });
});
