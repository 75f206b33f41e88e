import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { createRehearsal } from '../../testing/rehearsal-workspace.ts';
import type { Rehearsal } from '../../testing/rehearsal-workspace.ts';
import { writeFiles } from '../../testing/workspace.ts';

/** The real Nx starts processes; nothing here is about how long that takes. */
jest.setTimeout(120_000);

const prepareModule = 'tools/prepare.mjs';
const notes = `import { appendFileSync } from 'node:fs';
export default async function prepare({ environment, context, namespace, workspaceRoot }) {
  appendFileSync(workspaceRoot + '/calls', ['prepare', environment, context, namespace].join(' ') + '\\n');
}
`;

let workspace: Rehearsal;
function useModule({ root, read }: Rehearsal): void {
  const settings = JSON.parse(read('nx.json')) as {
    plugins: { options: Record<string, string> }[];
  };
  const [plugin] = settings.plugins;
  if (plugin !== undefined) {
    plugin.options = { ...plugin.options, prepareModule, prepareTarget: 'infra:check' };
  }
  writeFiles(root, { 'nx.json': JSON.stringify(settings), [prepareModule]: notes });
}

beforeAll(() => {
  workspace = createRehearsal();
  useModule(workspace);
});
afterAll(() => workspace.remove());
beforeEach(() => {
  writeFiles(workspace.root, { [prepareModule]: notes });
  workspace.calls();
});

const changing = /^(helm upgrade|kubectl .*(create|replace) )/;

describe('a module that prepares where releases go', () => {
  it('is called once for all releases of a batch, before anything is changed', () => {
    // What has to be rendered first may be ready at another time, and is another batch then.
    workspace.nx('run-many', '-t', 'helm-template');
    expect(workspace.nx('run-many', '-t', 'helm-deploy', '--force').exitCode).toBe(0);
    const calls = workspace.calls();
    expect(calls.filter((call) => call.startsWith('prepare'))).toEqual(['prepare test test acme']);
    expect(calls.findIndex((call) => changing.test(call))).toBeGreaterThan(
      calls.indexOf('prepare test test acme'),
    );
  });

  it('is called for nothing that is refused, so that nothing is made for it', () => {
    const repository = createRehearsal({}, { isRepository: true });
    useModule(repository);
    repository.nx('run-many', '-t', 'helm-template');
    const elsewhere = { name: 'api', commit: repository.commit, environment: 'test' };
    writeFiles(repository.root, {
      elsewhere: `shop ${JSON.stringify(elsewhere)}\n`,
      namespace: '',
    });
    const { text } = repository.nx('run', 'api:helm-deploy', '--excludeTaskDependencies');
    expect(text).toContain('NXHELM_SECOND_COPY');
    expect(repository.calls().join('\n')).not.toContain('prepare');
    repository.remove();
  });

  it('is called for no dry run', () => {
    expect(workspace.nx('run', 'api:helm-deploy', '--dry-run=client').exitCode).toBe(0);
    expect(workspace.calls().join('\n')).not.toContain('prepare');
  });

  it('keeps all releases from being changed where it fails', () => {
    writeFiles(workspace.root, {
      [prepareModule]: `export default () => Promise.reject(new Error('no right to make Secrets'));\n`,
    });
    const { exitCode, text } = workspace.nx('run-many', '-t', 'helm-deploy', '--force');
    expect([exitCode === 0, text]).toEqual([
      false,
      expect.stringContaining('no right to make Secrets'),
    ]);
    expect(workspace.changes()).toEqual([]);
  });

  it.each([
    ['is not there', () => rmSync(join(workspace.root, prepareModule))],
    [
      'exports no function as its default',
      () => writeFiles(workspace.root, { [prepareModule]: 'export const prepare = 1;\n' }),
    ],
  ])('is refused where it %s', (fault, make) => {
    make();
    const { exitCode, text } = workspace.nx('run', 'api:helm-deploy');
    expect([exitCode === 0, text]).toEqual([
      false,
      expect.stringContaining(
        `NXHELM_OPTION_INVALID: the plugin option prepareModule is ${prepareModule}, which ${fault}`,
      ),
    ]);
    expect(workspace.changes()).toEqual([]);
  });

  it('stands for the target that prepares', () => {
    const { text } = workspace.nx('show', 'project', 'api', '--json');
    const { targets } = JSON.parse(text.slice(text.indexOf('{'))) as {
      readonly targets: Readonly<Record<string, { readonly dependsOn?: readonly unknown[] }>>;
    };
    expect(targets['helm-deploy']?.dependsOn).not.toContain('infra:check');
  });
});
