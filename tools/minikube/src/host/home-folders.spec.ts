import { existsSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createSandbox, writeFileAt, type Sandbox } from '../__fixtures__/settings.ts';
import { isMinikubeHomeUsed, removeEmptyKubeconfig, removeMinikubeHome } from './home-folders.ts';

const OURS = { foundPaths: [], profile: 'minikube' };
const EMPTY = 'apiVersion: v1\nclusters: null\ncontexts: []\ncurrent-context: ""\nusers: null\n';

describe("what cluster-down leaves in a person's home", () => {
  let sandbox: Sandbox;
  beforeEach(() => (sandbox = createSandbox()));
  afterEach(() => sandbox.remove());
  const minikube = (...parts: string[]): string => join(sandbox.settings.minikubeHome, ...parts);
  const kube = (name: string): string => join(sandbox.settings.home, '.kube', name);

  function fillMinikubeHome(): void {
    for (const path of ['ca.crt', 'cache/linux/kubectl', 'certs/ca.pem', 'files/f']) {
      writeFileAt(minikube(path), '');
    }
    writeFileAt(minikube('config/config.json'), '{}');
    for (const path of ['profiles/minikube/config.json', 'machines/minikube/config.json']) {
      writeFileAt(minikube(path), '');
    }
  }

  it('is nothing of Minikube where only our profile was in its home', () => {
    fillMinikubeHome();
    rmSync(minikube('files/f'));
    removeMinikubeHome(OURS, sandbox.settings);
    expect(existsSync(minikube())).toBe(false);
  });

  it('does not count as found before, even where an earlier version left what Minikube makes by itself', () => {
    fillMinikubeHome();
    rmSync(minikube('files/f'));
    rmSync(minikube('profiles'), { recursive: true });
    rmSync(minikube('machines'), { recursive: true });
    expect(isMinikubeHomeUsed(sandbox.settings)).toBe(false);
    writeFileAt(minikube('config/config.json'), '{"driver": "kvm2"}');
    expect(isMinikubeHomeUsed(sandbox.settings)).toBe(true);
    removeMinikubeHome(OURS, sandbox.settings);
    expect(readdirSync(minikube('config'))).toEqual(['config.json']);
  });

  it('is every other profile that was made since, with all that it needs', () => {
    fillMinikubeHome();
    writeFileAt(minikube('profiles/other/config.json'), '');
    removeMinikubeHome(OURS, sandbox.settings);
    expect(readdirSync(minikube('profiles'))).toEqual(['other']);
    expect(existsSync(minikube('ca.crt'))).toBe(true);
  });

  it("is a person's own file below Minikube's home", () => {
    fillMinikubeHome();
    removeMinikubeHome(OURS, sandbox.settings);
    expect(readdirSync(minikube())).toEqual(['files']);
  });

  it("is Minikube's home as a whole where it was there before", () => {
    fillMinikubeHome();
    removeMinikubeHome({ ...OURS, foundPaths: [minikube()] }, sandbox.settings);
    expect(existsSync(minikube('profiles/minikube'))).toBe(true);
  });

  it('is no kubeconfig that is empty, nor its folder', async () => {
    writeFileAt(kube('config'), EMPTY);
    writeFileAt(kube('cache/discovery/a'), '');
    await removeEmptyKubeconfig(OURS, sandbox.settings);
    expect(existsSync(dirname(kube('config')))).toBe(false);
  });

  it('is every other file beside the kubeconfig', async () => {
    writeFileAt(kube('config'), EMPTY);
    writeFileAt(kube('prod.yaml'), 'mine');
    await removeEmptyKubeconfig(OURS, sandbox.settings);
    expect(readdirSync(dirname(kube('config')))).toEqual(['prod.yaml']);
  });

  it.each([
    'contexts:\n- name: prod\n  context: {}\n',
    '{"clusters": [{"name": "prod", "cluster": {}}]}',
  ])('is a kubeconfig that others have added to: %j', async (text) => {
    writeFileAt(kube('config'), text);
    await removeEmptyKubeconfig(OURS, sandbox.settings);
    expect(existsSync(kube('config'))).toBe(true);
  });
});
