import type { Rehearsal } from '../../testing/rehearsal-workspace.ts';
import { createRehearsal } from '../../testing/rehearsal-workspace.ts';
import { writeFiles } from '../../testing/workspace.ts';

/** The real Nx starts processes; nothing here is about how long that takes. */
jest.setTimeout(120_000);

const rendered = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'api', labels: { 'app.kubernetes.io/instance': 'api' } },
  spec: { replicas: 2 },
};
const flux = {
  labels: {
    'kustomize.toolkit.fluxcd.io/name': 'shop',
    'kustomize.toolkit.fluxcd.io/namespace': 'flux-system',
    'app.kubernetes.io/instance': 'api',
  },
};
const argo = {
  labels: { 'app.kubernetes.io/instance': 'shop' },
  annotations: { 'argocd.argoproj.io/tracking-id': 'shop:apps/Deployment:acme/api' },
};
const argoByLabel = { labels: { 'app.kubernetes.io/instance': 'shop' } };
const written = (manager: string) => ({
  managedFields: [
    {
      manager,
      operation: 'Apply',
      time: '2026-01-02T03:04:05Z',
      fieldsV1: { 'f:metadata': { 'f:labels': { 'f:kustomize.toolkit.fluxcd.io/name': {} } } },
    },
  ],
});

let workspace: Rehearsal;
beforeAll(() => {
  workspace = createRehearsal({ rendered: `---\n${JSON.stringify(rendered)}\n` });
});
afterAll(() => {
  workspace.remove();
});

function running(mark: object, manager: string, replicas = 2): void {
  const metadata = { ...rendered.metadata, ...mark, ...written(manager) };
  const items = [{ ...rendered, metadata, spec: { replicas } }];
  writeFiles(workspace.root, { 'objects-test': JSON.stringify({ items }) });
  workspace.calls();
}

describe('a release that another program deploys (N6)', () => {
  it.each([
    ['Flux Kustomization flux-system/shop', flux, 'kustomize-controller'],
    ['Argo CD application shop', argo, 'argocd-controller'],
    ['Argo CD application shop', argoByLabel, 'argocd-controller'],
  ])('is compared with what is rendered, and its owner is named: %s', (owner, mark, manager) => {
    running(mark, manager);
    const same = workspace.nx('run', 'infra:drift');
    expect(same.text).toMatch(new RegExp(`api +owner +${owner} deploys it`));
    expect(same.text).not.toContain('Deployment api:');
    running(mark, manager, 5);
    expect(workspace.nx('run', 'infra:drift').text).toContain(
      'Deployment api: spec.replicas is 5 instead of 2',
    );
    expect(workspace.changes()).toEqual([]);
  });

  it('has its owner and its last change in the history, and nothing is written', () => {
    running(flux, 'kustomize-controller');
    expect(workspace.nx('run', 'infra:history').text).toContain(
      'Deployment api is deployed by Flux Kustomization flux-system/shop; last changed 2026-01-02T03:04:05Z by kustomize-controller',
    );
    expect(workspace.changes()).toEqual([]);
  });

  it('is none where nobody marked its objects', () => {
    running({}, 'kubectl');
    const { text } = workspace.nx('run', 'infra:drift');
    expect(text).toContain('it is not installed');
    expect(text).not.toContain('deploys it');
  });
});
