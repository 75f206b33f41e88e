import { createInferredWorkspace, service } from '../testing/inferred-workspace.ts';
import { writeFiles } from '../testing/workspace.ts';

let workspace: ReturnType<typeof createInferredWorkspace>;
beforeEach(() => {
  workspace = createInferredWorkspace();
  writeFiles(workspace.root, { 'shared/file': '', 'shared/folder/file': '' });
});
afterEach(() => workspace.remove());

const apiWith = (targets: object): string =>
  JSON.stringify({ name: 'api', tags: ['deploy:helm'], targets });
const file = '{workspaceRoot}/shared/file';
const folder = '{workspaceRoot}/shared/folder/**/*';

describe('what a symbolic link leads to is an input (helm#3821)', () => {
  it.each<[string, string, string, readonly string[], Record<string, string>?]>([
    ['of a chart', 'apps/api/chart/all.yaml', 'shared/file', ['helm-lint', 'helm-template']],
    ['of a library chart', 'charts/lib/all', 'shared/folder', ['helm-lint', 'helm-template']],
    [
      'of the environments',
      'infra/environments/prod.yaml',
      'shared/file',
      ['helm-lint', 'helm-template', 'kubeconform'],
    ],
    ['that ignores files', 'apps/api/.dockerignore', 'shared/file', ['container']],
    [
      'that ignores files of an image without a build',
      'apps/api/Dockerfile.dockerignore',
      'shared/file',
      ['container'],
      { 'apps/api/project.json': apiWith({}) },
    ],
    [
      'that is another Dockerfile',
      'apps/api/Other',
      'shared/file',
      ['container'],
      { 'apps/api/project.json': apiWith({ container: { options: { file: 'apps/api/Other' } } }) },
    ],
    [
      'of schemas',
      'apps/api/crds',
      'shared/folder',
      ['kubeconform'],
      {
        'apps/api/project.json': apiWith({
          kubeconform: { options: { schemaLocations: ['apps/api/crds/{{ .ResourceKind }}.json'] } },
        }),
      },
    ],
  ])('%s: %s', async (_whose, link, target, names, more = {}) => {
    writeFiles(workspace.root, { ...service, ...more });
    workspace.link(link, target);
    const { targets = {} } = (await workspace.inferFrom(service))['apps/api'] ?? {};
    const input = target === 'shared/file' ? file : folder;
    for (const name of names) {
      expect([name, targets[name]?.inputs]).toEqual([name, expect.arrayContaining([input])]);
    }
  });
});
