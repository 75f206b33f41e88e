import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ProjectConfiguration } from '@nx/devkit';
import { writeFiles } from '../testing/workspace.ts';
import { environmentReleases, leftOutRelease, leftOutUsers } from './environment-releases.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'nx-helm-releases-'));
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

const release = (images: Readonly<Record<string, string>> = {}): ProjectConfiguration => ({
  root: '',
  targets: {
    'helm-deploy': {
      executor: '@taskora/nx-helm:rollout',
      options: { step: 'helm-deploy', images, environment: 'test', environmentsDirectory: 'env' },
      configurations: { test: { environment: 'test' }, prod: { environment: 'prod' } },
    },
  },
});
const edge = (target: string) => [{ source: '', target, type: 'static' }];
const workspace = {
  projects: {
    api: release({ image: 'api' }),
    agent: release({ image: 'agent', 'jobs.image': 'tools' }),
    jobs: release({ image: 'tools' }),
    lib: { root: 'lib' },
  },
  dependencies: { api: edge('lib'), lib: edge('jobs') },
};
const inRoot = () => ({ root, ...workspace });
const releasesIn = (prod: string, test = '{}'): void => {
  const file = (releases: string) => `nxHelm: { kubeVersion: 1.34.4, releases: ${releases} }\n`;
  writeFiles(root, { 'env/prod.yaml': file(prod), 'env/test.yaml': file(test) });
};
const names = (releases: readonly { readonly project: string }[]) =>
  releases.map(({ project }) => project);

describe('the releases of an environment (K5)', () => {
  it('are all but those that its own file leaves out', () => {
    releasesIn('{ agent: false, api: }');
    const { deployed, leftOut } = environmentReleases(inRoot(), 'prod');
    expect([names(deployed), names(leftOut)]).toEqual([['api', 'jobs'], ['agent']]);
    expect(names(environmentReleases(inRoot(), 'test').deployed)).toEqual(['agent', 'api', 'jobs']);
    expect(names(environmentReleases(inRoot()).deployed)).toEqual(['agent', 'api', 'jobs']);
  });

  it('of the default one count for a target that names none', () => {
    releasesIn('{}', '{ agent: false }');
    expect(leftOutRelease(inRoot(), 'agent')?.leftOut).toBe(
      'test leaves agent out (env/test.yaml, nxHelm.releases.agent: false)',
    );
    expect(leftOutRelease(inRoot(), 'api')).toBeUndefined();
    expect(leftOutRelease(inRoot(), 'agent', 'prod')).toBeUndefined();
  });

  it('are found once for all tasks of a graph, and again after a file has changed', () => {
    releasesIn('{ agent: false }');
    let reads = 0;
    const { api, agent, jobs } = workspace.projects;
    const counted = {
      root: '',
      get targets() {
        reads += 1;
        return api.targets ?? {};
      },
    };
    const asked = { ...inRoot(), projects: { api, agent, jobs, counted } };
    expect(leftOutRelease(asked, 'agent', 'prod')).toBeDefined();
    const before = reads;
    for (const name of ['agent', 'api', 'jobs']) leftOutRelease(asked, name, 'prod');
    expect(leftOutUsers(asked, 'tools', 'prod')).toEqual([]);
    expect(reads).toBe(before);
    releasesIn('{ counted: false }');
    expect(leftOutRelease(asked, 'agent', 'prod')).toBeUndefined();
    expect(leftOutRelease(asked, 'counted', 'prod')).toBeDefined();
    const { projects } = asked;
    expect(
      leftOutRelease({ ...asked, projects: { ...projects } }, 'agent', 'prod'),
    ).toBeUndefined();
  });

  it('have what they need, over any project between', () => {
    releasesIn('{ jobs: false }');
    expect(() => environmentReleases(inRoot(), 'prod')).toThrow(
      'NXHELM_LEFT_OUT_NEEDED: prod leaves jobs out (env/prod.yaml, nxHelm.releases.jobs: false), and api, which',
    );
  });

  it.each(['lib', 'other'])('do not leave out %s, which is none', (name) => {
    releasesIn(`{ ${name}: false }`);
    expect(() => environmentReleases(inRoot(), 'prod')).toThrow(
      `NXHELM_ENVIRONMENT_RELEASE: prod leaves ${name} out (env/prod.yaml)`,
    );
  });

  it.each(['true', '1', 'no thanks', '[a]'])('are given no %s for values', (value) => {
    releasesIn(`{ agent: ${value} }`);
    expect(() => environmentReleases(inRoot(), 'prod')).toThrow(
      'NXHELM_ENVIRONMENT_RELEASE: nxHelm.releases.agent of env/prod.yaml is ',
    );
  });

  it('are a mapping', () => {
    releasesIn('[agent]');
    expect(() => environmentReleases(inRoot(), 'prod')).toThrow('NXHELM_ENVIRONMENT_RELEASE');
  });
});

describe('an image of releases that are left out (K5)', () => {
  it('is used by nobody only if all of them are', () => {
    releasesIn('{ agent: false }');
    expect(names(leftOutUsers(inRoot(), 'agent', 'prod'))).toEqual(['agent']);
    expect(names(leftOutUsers(inRoot(), 'agent', 'test'))).toEqual([]);
    expect(leftOutUsers(inRoot(), 'tools', 'prod')).toEqual([]);
    releasesIn('{ agent: false, api: false, jobs: false }');
    expect(names(leftOutUsers(inRoot(), 'tools', 'prod'))).toEqual(['agent', 'jobs']);
  });

  it('of no release is delivered as ever', () => {
    releasesIn('{ agent: false }');
    expect(leftOutUsers(inRoot(), 'base', 'prod')).toEqual([]);
  });
});
