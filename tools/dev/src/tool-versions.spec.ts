import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from './environment.ts';
import { readWorkflow, stepsOf } from './testing/workflow.ts';

const read = (file: string): string => readFileSync(join(workspaceRoot, file), 'utf8').trim();

/** The inputs of every step that runs an action. */
function inputsOf(action: string): readonly Readonly<Record<string, unknown>>[] {
  const files = globSync('.github/{workflows/*,actions/*/action}.yml', { cwd: workspaceRoot });
  const steps = files.flatMap((file) => stepsOf(readWorkflow(read(file))));
  return steps.flatMap(({ uses = '', with: given = {} }) =>
    uses.startsWith(action) ? [given] : [],
  );
}

/** The newest Go that a module of the cluster's programs asks for. */
function newestGo(): string {
  const modules = globSync('tools/minikube/modules/*/go.mod', { cwd: workspaceRoot }).map(read);
  const versions = modules.map((text) => /^go (\d+\.\d+)/m.exec(text)?.[1] ?? '');
  const inOrder = versions.toSorted((one, other) =>
    one.localeCompare(other, 'en', { numeric: true }),
  );
  return inOrder.at(-1) ?? '';
}

describe('the files that managers of versions read', () => {
  it('.nvmrc names the Node that the workspace brings', () => {
    const { devDependencies } = JSON.parse(read('package.json')) as {
      readonly devDependencies: { readonly node: string };
    };
    expect(read('.nvmrc')).toBe(devDependencies.node);
  });

  it('.python-version names the oldest Python that the API is made for', () => {
    const [, oldest] = /^requires-python = ">=(.+)"$/m.exec(read('apps/api/pyproject.toml')) ?? [];
    expect(read('.python-version')).toBe(oldest);
  });

  it('the Dockerfile of the dev container takes that Node, and the Go of the cluster’s programs', () => {
    const images = [...read('.devcontainer/Dockerfile').matchAll(/^FROM (\S+)-bookworm/gm)];
    expect(images.map(([, image]) => image)).toEqual([
      `golang:${newestGo()}`,
      `node:${read('.nvmrc').split('.')[0] ?? ''}`,
    ]);
  });

  it('the workflows take Node and the oldest Python from those files', () => {
    const node = inputsOf('actions/setup-node@');
    expect(node.length).toBeGreaterThan(1);
    expect(new Set(node.map(({ 'node-version-file': file }) => file))).toEqual(new Set(['.nvmrc']));
    expect(node.filter((given) => 'node-version' in given)).toEqual([]);
    expect(inputsOf('actions/setup-python@')).toEqual([
      {
        'python-version': '${{ inputs.python-version }}',
        'python-version-file': '.python-version',
      },
    ]);
  });

  it('the workflows test the API with the Python of its image too', () => {
    const [, ofImage] = /^IMAGE_PYTHON = "(.+)"$/m.exec(read('apps/api/tools/build.py')) ?? [];
    const given = inputsOf('./.github/actions/prepare').map(
      ({ 'python-version': version }) => version,
    );
    expect(given.filter((version) => version !== undefined)).toEqual([ofImage]);
  });

  it('the workflows take the newest Go that a program of the cluster asks for', () => {
    expect(inputsOf('actions/setup-go@')).toEqual([
      expect.objectContaining({ 'go-version': newestGo() }),
    ]);
  });
});
