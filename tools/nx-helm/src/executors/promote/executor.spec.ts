import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Rehearsal } from '../../testing/rehearsal-workspace.ts';
import { createRehearsal } from '../../testing/rehearsal-workspace.ts';
import { writeFiles } from '../../testing/workspace.ts';

/** The real Nx starts processes; nothing here is about how long that takes. */
jest.setTimeout(180_000);

const environment = (name: string, more = ''): string =>
  `nxHelm: { kubeVersion: 1.34.4, contexts: [${name}], cluster: uid-of-${name}${more} }\n`;

const deployment = (tag: string, replicas = 1) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'settings' },
  spec: {
    replicas,
    template: { spec: { containers: [{ name: 'it', image: `registry.example/acme/api:${tag}` }] } },
  },
});
const manifest = (tag: string): string => `---\n${JSON.stringify(deployment(tag))}\n`;
const objects = (...items: readonly object[]): string => JSON.stringify({ items });
const revision = (name: string): string =>
  `${JSON.stringify({ name, version: '3', revision: '3', status: 'deployed', environment: 'staging', commit: 'abc1234', fingerprint: '0' })}\n`;
const rollout = {
  revision: 3,
  action: 'upgraded',
  reasonCode: 'source',
  explanation: 'source api changed',
  changes: [],
  commit: 'abc1234',
  dirty: false,
  by: 'ann@laptop',
  startedAt: '2026-01-02T03:04:05.000Z',
  durationSeconds: 9,
  result: 'deployed',
};

let workspace: Rehearsal;
beforeAll(() => {
  workspace = createRehearsal();
});
afterAll(() => {
  workspace.remove();
});
beforeEach(() => {
  const contexts = ['staging', 'prod'].map((name) => `- { name: ${name}, context: {} }\n`);
  for (const name of ['staging', 'prod']) {
    rmSync(join(workspace.root, `created-${name}`), { force: true });
  }
  writeFiles(workspace.root, {
    'environments/staging.yaml': environment('staging'),
    'environments/prod.yaml': environment('prod'),
    'cluster-staging': 'uid-of-staging',
    'cluster-prod': 'uid-of-prod',
    kubeconfig: `current-context: staging\ncontexts:\n${contexts.join('')}`,
    rendered: manifest('c-1'),
    stored: manifest('c-1'),
    'secrets-staging': revision('platform') + revision('api'),
    'objects-staging': objects(deployment('c-1')),
    'history-staging': JSON.stringify({
      metadata: { resourceVersion: '1' },
      data: { 'records.json': JSON.stringify([rollout]) },
    }),
    status: JSON.stringify({
      hooks: [
        {
          name: 'check',
          events: ['test'],
          last_run: { phase: 'Succeeded', completed_at: '2026-01-02T04:00:00Z' },
        },
      ],
    }),
  });
  workspace.calls();
});

const promote = (...args: readonly string[]) =>
  workspace.nx('run', 'infra:promote', '--from=staging', '--to=prod', ...args);
const upgrades = (): (string | undefined)[] =>
  workspace
    .changes()
    .filter((call) => call.startsWith('helm'))
    .map((call) => /^helm upgrade (\w+) .*--kube-context (\w+)/.exec(call)?.slice(1).join(' '));
const written = (name: string): string =>
  existsSync(join(workspace.root, `created-${name}`)) ? workspace.read(`created-${name}`) : '';

describe('a promotion (C3, N4)', () => {
  it('deploys what the other environment runs, and says who deployed and what tested it', () => {
    const { exitCode, text } = promote();
    expect([exitCode, text]).toEqual([
      0,
      expect.stringMatching(
        /api: revision 3 of staging, commit abc1234, deployed 2026-01-02T03:04:05.000Z by ann@laptop, runs for \d+ d; test check: Succeeded 2026-01-02T04:00:00Z/,
      ),
    ]);
    expect(text).toContain('2 of 2 releases would roll on prod (environment prod)');
    expect(upgrades()).toEqual(['platform prod', 'api prod']);
  });

  it('is in the history of both', () => {
    promote();
    expect(written('prod')).toMatch(/promoted.*from api: revision 3 of staging, commit abc1234/);
    expect(written('staging')).toMatch(/promoted.*to revision \d+ of prod/);
  });

  it('only says what it would do in a dry run', () => {
    expect(promote('--dryRun').text).toContain('releases would roll on prod');
    expect(upgrades()).toEqual([]);
    expect([written('prod'), written('staging')]).toEqual(['', '']);
  });

  it.each<[string, Readonly<Record<string, string>>, string]>([
    [
      'has been changed by hand since',
      { 'objects-staging': objects(deployment('c-1', 2)) },
      'NXHELM_PROMOTE_DRIFTED: what staging runs is not what was deployed there',
    ],
    [
      'was upgraded by another program',
      {
        'secrets-staging': (revision('platform') + revision('api')).replaceAll(
          '"revision":"3"',
          '"revision":"2"',
        ),
      },
      'NXHELM_PROMOTE_DRIFTED',
    ],
    [
      'runs other images than the checkout has',
      { stored: manifest('c-9'), 'objects-staging': objects(deployment('c-9')) },
      'NXHELM_PROMOTE_IMAGES: staging runs api:c-9, and this checkout has api:c-1',
    ],
    ['has nothing deployed', { 'secrets-staging': '' }, 'NXHELM_NOT_INSTALLED'],
    ['leads to another cluster', { 'cluster-staging': 'another' }, 'NXHELM_CLUSTER_OTHER'],
    ['is for another cluster', { 'cluster-prod': 'another' }, 'NXHELM_CLUSTER_OTHER'],
    [
      'is for a protected one',
      { 'environments/prod.yaml': environment('prod', ', protection: [confirm]') },
      'NXHELM_PROTECTED_CONFIRM',
    ],
  ])('is refused, and nothing is changed, where the source %s', (_case, files, message) => {
    writeFiles(workspace.root, files);
    const { exitCode, text } = promote();
    expect([exitCode === 0, text]).toEqual([false, expect.stringContaining(message)]);
    expect(upgrades()).toEqual([]);
    expect([written('prod'), written('staging')]).toEqual(['', '']);
  });

  it('takes two environments', () => {
    const { exitCode } = workspace.nx('run', 'infra:promote', '--from=prod', '--to=prod');
    expect(exitCode).not.toBe(0);
    expect(upgrades()).toEqual([]);
  });
});
