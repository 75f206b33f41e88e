import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeFiles } from '../testing/workspace.ts';
import { selectLoader } from './loaders.ts';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'nx-helm-profiles-'));
  jest.replaceProperty(process, 'env', { ...process.env, MINIKUBE_HOME: home });
});
afterEach(() => {
  jest.restoreAllMocks();
  rmSync(home, { recursive: true });
});

function loaderOf(Driver: string, ContainerRuntime: string, nodes = 1): string {
  const profile = { Driver, KubernetesConfig: { ContainerRuntime }, Nodes: Array(nodes).fill({}) };
  writeFiles(home, { '.minikube/profiles/mine/config.json': JSON.stringify(profile) });
  return selectLoader(home, 'bin', 'mine').name;
}

describe('how images get to a node (N7)', () => {
  it.each([
    ['none', 'containerd', 'containerd'],
    ['none', 'docker', 'docker'],
    ['none', 'cri-o', 'minikube'],
    ['docker', 'containerd', 'minikube'],
    ['docker', 'docker', 'minikube'],
    ['kvm2', 'docker', 'minikube'],
  ])('by driver %s and runtime %s is %s', (driver, runtime, expected) => {
    expect(loaderOf(driver, runtime)).toBe(expected);
  });

  it('is Minikube where there are several nodes, or no profile', () => {
    expect(loaderOf('none', 'containerd', 2)).toBe('minikube');
    expect(selectLoader(home, 'bin', 'other').name).toBe('minikube');
  });
});
