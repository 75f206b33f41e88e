import {
  chart,
  createInferredWorkspace,
  pluginOptions,
  service,
} from '../testing/inferred-workspace.ts';

let workspace: ReturnType<typeof createInferredWorkspace>;
beforeEach(() => {
  workspace = createInferredWorkspace();
});
afterEach(() => workspace.remove());

const annotated = {
  ...service,
  'apps/api/chart/Chart.yaml': chart('api', "annotations:\n  nx-helm/live: 'true'\n"),
};

describe('the target of a development session (C4)', () => {
  it('is there for a release whose chart says that it has the overlay', async () => {
    const { targets } = (await workspace.infer(annotated))['apps/api'] ?? {};
    expect(targets?.['live']).toMatchObject({
      executor: '@taskora/nx-helm:live',
      cache: false,
      continuous: true,
      options: { chart: 'apps/api/chart', images: { image: 'api' }, namespace: 'acme' },
      configurations: { ci: { environment: 'ci' }, minikube: { environment: 'minikube' } },
    });
  });

  it('deploys no other release, which would end the session of that one', async () => {
    const { targets } = (await workspace.infer(annotated))['apps/api'] ?? {};
    expect(targets?.['live']?.dependsOn).toEqual([
      { projects: ['api'], target: 'image-load' },
      'helm-template',
      'infra:cluster-up',
      'infra:secrets',
    ]);
  });

  it('waits for no target that prepares the cluster where a module does, as a deploy', async () => {
    const options = { ...pluginOptions, prepareModule: 'tools/prepare.mjs' };
    const { targets } = (await workspace.infer(annotated, options))['apps/api'] ?? {};
    for (const name of ['live', 'helm-deploy']) {
      const dependencies = targets?.[name]?.dependsOn ?? [];
      expect(dependencies).toContain('infra:cluster-up');
      expect(dependencies).not.toContain('infra:secrets');
    }
  });

  it('has another beside it that builds the image, and compares it with the pods', async () => {
    const { targets } = (await workspace.infer(annotated))['apps/api'] ?? {};
    expect(targets?.['live-verify']).toMatchObject({
      executor: '@taskora/nx-helm:live',
      continuous: false,
      options: { verify: true },
      dependsOn: [{ projects: ['api'], target: 'container' }, 'helm-template'],
    });
  });

  it('is not there for any other chart', async () => {
    const { targets } = (await workspace.infer(service))['apps/api'] ?? {};
    expect(targets).not.toHaveProperty('live');
    const notDeployed = { ...annotated, 'apps/api/project.json': '{"name":"api"}' };
    const other = (await workspace.infer(notDeployed))['apps/api'] ?? {};
    expect(other.targets).not.toHaveProperty('live');
  });
});
