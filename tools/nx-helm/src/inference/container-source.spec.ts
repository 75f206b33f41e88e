import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeFiles } from '../testing/workspace.ts';
import { createNodes } from './project-graph.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'nx-helm-source-'));
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

async function containerOf(options: Readonly<Record<string, string>>) {
  const declared = { name: 'api', targets: { container: { options } } };
  writeFiles(root, {
    'apps/api/project.json': JSON.stringify(declared),
    'apps/api/Dockerfile': 'FROM debian:trixie-slim\n',
    'docker/api.Dockerfile': 'FROM acme/image-node\n',
  });
  const context = { workspaceRoot: root, nxJsonConfiguration: {} };
  const found = await createNodes[1](['apps/api/Dockerfile'], { imagePrefix: 'acme' }, context);
  return found[0]?.[1].projects?.['apps/api']?.targets?.['container'];
}

describe('an image that a project builds from elsewhere (N1)', () => {
  it('has that Dockerfile, and what it is built on, in its cache', async () => {
    const target = await containerOf({ file: 'docker/api.Dockerfile' });
    expect(target?.inputs).toContain('{workspaceRoot}/docker/api.Dockerfile');
    expect(target?.inputs).toContain('{workspaceRoot}/docker/api.Dockerfile.dockerignore');
    expect(target?.options).toMatchObject({ bases: ['image-node'] });
  });

  it.each([
    ['services', '{workspaceRoot}/services/**/*'],
    ['{workspaceRoot}/services/', '{workspaceRoot}/services/**/*'],
    ['{projectRoot}/image', '{workspaceRoot}/apps/api/image/**/*'],
    ['{projectRoot}/../{projectName}', '{workspaceRoot}/apps/api/**/*'],
    ['.', '{workspaceRoot}/**/*'],
  ])('has the whole context %s in its cache', async (context, input) => {
    expect((await containerOf({ context }))?.inputs).toContain(input);
  });

  it.each(['', '/services', '../services', '{projectRoot}/../../..'])(
    'is refused where the context is %p, which is not a path in the workspace',
    async (context) => {
      const errors = [
        ['apps/api/Dockerfile', expect.objectContaining({ code: 'NXHELM_SOURCE_OUTSIDE' })],
      ];
      await expect(containerOf({ context })).rejects.toMatchObject({ errors });
    },
  );
});
