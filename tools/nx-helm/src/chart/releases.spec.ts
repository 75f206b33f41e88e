import type { ProjectConfiguration } from '@nx/devkit';
import { releasesOf } from './releases.ts';

const base = {
  step: 'helm-deploy',
  chart: 'apps/api/chart',
  namespace: 'acme',
  environment: 'minikube',
  environmentsDirectory: 'infra/environments',
  programsDirectory: 'bin',
  contexts: 'minikube',
};
const deployed = (root: string): ProjectConfiguration => ({
  root,
  targets: {
    'helm-deploy': {
      executor: '@taskora/nx-helm:rollout',
      options: base,
      configurations: { ci: { environment: 'ci', contexts: 'kind' } },
    },
    'image-load': { executor: '@taskora/nx-helm:rollout', options: { step: 'image-load' } },
    build: { executor: 'nx:run-commands' },
  },
});
const projects = { web: deployed('apps/web'), api: deployed('apps/api'), ui: { root: 'libs/ui' } };

describe('the releases of a workspace', () => {
  it('are the projects with a deploy target, sorted by name, with the options of that target', () => {
    expect(releasesOf(projects)).toEqual([
      { project: 'api', deployTarget: 'helm-deploy', options: base },
      { project: 'web', deployTarget: 'helm-deploy', options: base },
    ]);
  });

  it('are found in the graph of a commit whose plugin had an executor for each step', () => {
    const target = { executor: '@taskora/nx-helm:helm-deploy', options: base };
    const former = { api: { root: 'apps/api', targets: { 'helm-deploy': target } } };
    expect(releasesOf(former).map(({ project }) => project)).toEqual(['api']);
  });

  it('take on what the chosen environment changes', () => {
    const expected = { ...base, environment: 'ci', contexts: 'kind' };
    expect(releasesOf(projects, 'ci').map(({ options }) => options)).toEqual([expected, expected]);
  });

  it('refuse an environment that none of them has', () => {
    expect(() => releasesOf(projects, 'prood')).toThrow('NXHELM_ENVIRONMENT_UNKNOWN');
  });

  it('are none in a workspace that deploys nothing, in any environment', () => {
    expect(releasesOf({ ui: { root: 'libs/ui' } }, 'ci')).toEqual([]);
  });
});
