import type { Affected } from '../change/affected.ts';
import type { DeployedRelease } from '../chart/releases.ts';
import { selectReleases } from './selection.ts';

const releases = ['api', 'ops', 'platform', 'web'].map(
  (project) => ({ project, deployTarget: 'helm-deploy' }) as DeployedRelease,
);
const affected = (...names: readonly string[]): Affected => ({
  base: null,
  releases: releases.map(({ project }) => ({
    project,
    affected: names.includes(project),
    reasons: names.includes(project) ? ['its source changed'] : [],
  })),
});
const companions: Readonly<Record<string, readonly string[]>> = {
  web: ['api'],
  api: ['platform', 'web'],
};
const select = (...names: readonly string[]) =>
  selectReleases(releases, affected(...names), ({ project }) => companions[project] ?? []);

describe('what a preview has of its own (C3)', () => {
  it('is what the change affects, and the rest is reached in the base', () => {
    expect(select('ops')).toEqual({
      previewed: [{ release: 'ops', affected: true, why: 'its source changed' }],
      reached: ['api', 'platform', 'web'],
    });
  });

  it('is with all that come along, also with those that come along', () => {
    expect(select('web')).toEqual({
      previewed: [
        { release: 'api', affected: false, why: 'comes along with web' },
        { release: 'platform', affected: false, why: 'comes along with api' },
        { release: 'web', affected: true, why: 'its source changed' },
      ],
      reached: ['ops'],
    });
  });

  it('is nothing where the change affects nothing', () => {
    expect(select().previewed).toEqual([]);
  });

  it('is refused where a chart names what the environment does not deploy', () => {
    expect(() => selectReleases(releases, affected('ops'), () => ['database'])).toThrow(
      /NXHELM_PREVIEW_WITH: its chart names database .* deploys api, ops, platform, web/,
    );
  });
});
