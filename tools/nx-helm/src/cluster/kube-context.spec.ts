import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeFiles } from '../testing/workspace.ts';
import { allowedContext } from './kube-context.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'nx-helm-context-'));
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

function kubeconfig(content: string): string[] {
  writeFiles(root, { config: content });
  return [join(root, 'missing'), join(root, 'config')];
}

describe('the guard of the kube-context', () => {
  it('lets a named context through', () => {
    const files = kubeconfig('current-context: ci');
    expect(allowedContext('minikube, ci', files, 'api')).toBe('ci');
  });

  it.each([
    ['current-context: production', '"production"'],
    ['current-context: ""', 'not set'],
    ['', 'not set'],
  ])('refuses %j, and says what it is', (content, message) => {
    expect(() => allowedContext('minikube', kubeconfig(content), 'api')).toThrow(
      `NXHELM_CONTEXT_REFUSED: the current kube-context is ${message}, and only minikube may be deployed to (project api). Do: kubectl config use-context minikube`,
    );
  });
});
