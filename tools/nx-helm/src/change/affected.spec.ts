import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '@taskora/base/errors';
import type { DeployedRelease } from '../chart/releases.ts';
import type { ReleaseRevision } from '../cluster/cluster-state.ts';
import type { Change } from '../release/record.ts';
import { createRepository } from '../testing/git-repository.ts';
import type { AffectedRequest } from './affected.ts';
import { affectedReleases } from './affected.ts';
import type { Forecast } from './forecast.ts';
import type { ReleaseForecast } from './verdict.ts';

let repository: ReturnType<typeof createRepository>;
beforeEach(() => {
  repository = createRepository({ 'a.txt': 'a' });
});
afterEach(() => {
  rmSync(repository.root, { recursive: true, force: true });
});

const release = (project: string): DeployedRelease => ({
  project,
  deployTarget: 'helm-deploy',
  options: {
    chart: `apps/${project}/chart`,
    namespace: 'acme',
    environment: 'test',
    environmentsDirectory: 'environments',
    programsDirectory: 'bin',
    contexts: 'test',
  },
});
const revision = (
  commit: string | undefined,
  labels = {},
  status = 'deployed',
): ReleaseRevision => ({
  revision: 3,
  status,
  labels: { revision: '3', dirty: 'false', ...(commit === undefined ? {} : { commit }), ...labels },
});
const forecastOf = (releases: readonly Partial<ReleaseForecast>[]): Forecast => ({
  base: '',
  head: 'working tree',
  isDirty: false,
  releases: releases.map((given) => ({
    project: 'api',
    verdict: 'no',
    because: 'nothing changed',
    presence: 'both',
    podsRestart: [],
    diff: [],
    changes: [],
    ...given,
  })),
});

/** Asks with one revision for each named release, and notes which commits were compared. */
async function ask(
  deployed: Readonly<Record<string, ReleaseRevision | undefined>>,
  given: Partial<AffectedRequest> = {},
) {
  const compared: string[] = [];
  const result = await affectedReleases({
    workspaceRoot: repository.root,
    releases: Object.keys(deployed).map(release),
    revisionsOf: ({ project }) => [deployed[project] ?? []].flat(),
    ...given,
    compare: (commit) => {
      compared.push(commit);
      return given.compare?.(commit) ?? Promise.resolve(forecastOf([]));
    },
  });
  const reasons = Object.fromEntries(result.releases.map((one) => [one.project, one.reasons]));
  return { ...result, compared, why: reasons };
}

describe('the releases affected since they were deployed (N2)', () => {
  it('are none that the environment leaves out, whose commit is no base either', async () => {
    const asked: string[] = [];
    const { base, releases } = await ask(
      { api: undefined },
      {
        leftOut: [{ ...release('agent'), leftOut: 'test leaves agent out' }],
        revisionsOf: ({ project }) => {
          asked.push(project);
          return project === 'agent' ? [revision(repository.first)] : [];
        },
      },
    );
    expect([base, asked]).toEqual([null, ['api']]);
    expect(releases.map(({ project, affected }) => [project, affected])).toEqual([
      ['api', true],
      ['agent', false],
    ]);
    expect(releases[1]?.leftOut).toBe('test leaves agent out');
  });

  it('are none, without any comparison, where no file changed since', async () => {
    const { base, releases, compared } = await ask({ api: revision(repository.first.slice(0, 7)) });
    expect(releases).toEqual([{ project: 'api', affected: false, reasons: [] }]);
    expect(base).toBe(repository.first);
    expect(compared).toEqual([]);
  });

  it('are seen each from its own commit, and the base is the oldest of these', async () => {
    const { first, commit } = repository;
    const second = commit({ 'b.txt': 'b' });
    const { base, why, compared } = await ask(
      { api: revision(first), web: revision(second) },
      {
        compare: () =>
          Promise.resolve(
            forecastOf([
              {
                project: 'api',
                verdict: 'may',
                changes: [{ kind: 'lib', name: 'ui', details: [] }],
              },
              { project: 'web', verdict: 'rolls' },
            ]),
          ),
      },
    );
    expect(base).toBe(first);
    expect(compared).toEqual([first]);
    expect(why).toEqual({ api: [`since ${first}: lib ui (rolls if its image changes)`], web: [] });
  });

  it('count what is not committed, and not what no release is made from', async () => {
    const { first, root } = repository;
    writeFileSync(join(root, 'new.txt'), '');
    const { compared, releases } = await ask({ api: revision(first) });
    expect(compared).toEqual([first]);
    expect(releases[0]?.affected).toBe(false);
  });

  it('are also those that are missing, failed, pending, rolled back or changed outside', async () => {
    const { first } = repository;
    const { why } = await ask(
      {
        absent: undefined,
        gone: revision(first, {}, 'uninstalled'),
        failed: revision(first, {}, 'failed'),
        killed: revision(first, {}, 'pending-upgrade'),
        foreign: revision(first, { revision: '2' }),
        drifted: revision(first),
        fine: revision(first),
      },
      {
        liveDrift: ({ project }) =>
          Promise.resolve(project === 'drifted' ? ['Deployment api is missing'] : []),
      },
    );
    expect(why).toEqual({
      absent: ['it is not installed'],
      gone: ['it is not installed'],
      failed: ['revision 3 is failed'],
      killed: ['revision 3 is pending-upgrade: a run was killed'],
      foreign: ['revision 3 came after revision 2, by a rollback or another program'],
      drifted: ['Deployment api is missing'],
      fine: [],
    });
  });

  it('are none that a person rolled back on purpose, until the sources that were left change', async () => {
    const { first, commit } = repository;
    const second = commit({ 'b.txt': 'b' });
    const revisions: readonly ReleaseRevision[] = [
      { ...revision(first), revision: 1, labels: { ...revision(first).labels, revision: '1' } },
      { ...revision(second), revision: 2, labels: { ...revision(second).labels, revision: '2' } },
      revision(first, { reason: 'rollback', 'rolled-back-from': '2', left: 'f2' }),
    ];
    const given = { revisionsOf: () => revisions };
    const [kept] = (await ask({ api: undefined }, given)).releases;
    expect(kept).toEqual({
      project: 'api',
      affected: false,
      reasons: [],
      kept: 'kept at revision 3, rolled back on purpose from revision 2',
    });
    commit({ 'c.txt': 'c' });
    const rolls = () => Promise.resolve(forecastOf([{ project: 'api', verdict: 'rolls' }]));
    const { releases, compared } = await ask({ api: undefined }, { ...given, compare: rolls });
    expect(compared).toEqual([second]);
    expect(releases[0]).toMatchObject({ affected: true });
    expect(releases[0]).not.toHaveProperty('kept');
  });

  it('are also those whose commit is dirty, unknown, beside the history, or no commit at all', async () => {
    const { first, git, commit } = repository;
    git('checkout', '--quiet', '-b', 'side');
    const side = commit({ 'side.txt': '' });
    git('checkout', '--quiet', 'main');
    const { why, compared } = await ask({
      dirty: revision(first, { dirty: 'true' }),
      none: revision(undefined),
      unknown: revision('unknown'),
      beside: revision(side),
      lost: revision('abcdef1'),
      hostile: revision('--output=x'),
    });
    expect(why).toEqual({
      dirty: [`it was deployed with changes that were not committed, on ${first}`],
      none: ['its commit is not recorded'],
      unknown: ['its commit is not recorded'],
      beside: [`its commit ${side} is not in the history`],
      lost: ['its commit abcdef1 is not in the history'],
      hostile: ['its commit --output=x is not in the history'],
    });
    expect(compared).toEqual([]);
  });

  it('are known by their recorded inputs where an uncommitted file was about, which may be any', async () => {
    const { first, root } = repository;
    writeFileSync(join(root, 'unrelated.txt'), '');
    const change = { kind: 'source', name: 'web', details: [] } as unknown as Change;
    const { why, compared } = await ask(
      { api: revision(first, { dirty: 'true' }), web: revision(first, { dirty: 'true' }) },
      { changedInputs: ({ project }) => Promise.resolve(project === 'web' ? [change] : []) },
    );
    expect(why).toEqual({
      api: [],
      web: [`since it was deployed, on ${first} and more: source web`],
    });
    expect(compared).toEqual([]);
  });

  it('know no base where no release names a commit of the history', async () => {
    await expect(ask({ api: revision('unknown') })).resolves.toMatchObject({ base: null });
  });

  it('are those of a commit that cannot be looked at, with the error as the reason', async () => {
    const { first, commit } = repository;
    commit({ 'b.txt': 'b' });
    const error = new UserError('NXHELM_FORECAST_GRAPH', 'broken', 'x');
    const { why } = await ask({ api: revision(first) }, { compare: () => Promise.reject(error) });
    expect(why['api']?.[0]).toContain('NXHELM_FORECAST_GRAPH: broken');
  });
});
