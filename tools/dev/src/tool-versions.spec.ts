import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from './environment.ts';

const read = (file: string): string => readFileSync(join(workspaceRoot, file), 'utf8').trim();

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
    const modules = globSync('tools/minikube/modules/*/go.mod', { cwd: workspaceRoot }).map(read);
    const versions = modules.map((text) => /^go (\d+\.\d+)/m.exec(text)?.[1] ?? '');
    const newest = versions.toSorted((one, other) =>
      one.localeCompare(other, 'en', { numeric: true }),
    );
    const images = [...read('.devcontainer/Dockerfile').matchAll(/^FROM (\S+)-bookworm/gm)];
    expect(images.map(([, image]) => image)).toEqual([
      `golang:${newest.at(-1) ?? ''}`,
      `node:${read('.nvmrc').split('.')[0] ?? ''}`,
    ]);
  });
});
