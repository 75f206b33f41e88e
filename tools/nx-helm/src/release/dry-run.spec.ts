import { createRehearsal } from '../testing/rehearsal-workspace.ts';
import type { Rehearsal } from '../testing/rehearsal-workspace.ts';
import { writeFiles } from '../testing/workspace.ts';
import { releaseDiffText } from './dry-run.ts';

/** The real Nx starts processes; nothing here is about how long that takes. */
jest.setTimeout(120_000);

const stored = (field: string): string =>
  `---\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings${field} }\n`;
const deployed = '{"name":"api","version":"2","status":"deployed","environment":"test"}\n';
const besides = 'api: Helm merges it itself, and takes away besides what only revision 2 has';

describe('the answer of helm-diff --live', () => {
  let workspace: Rehearsal;
  beforeAll(() => {
    workspace = createRehearsal();
    writeFiles(workspace.root, { secrets: deployed });
  });
  afterAll(() => workspace.remove());

  it.each([
    ['ssa', ', labels: { gone: yes }', false],
    ['csa', ', labels: { gone: yes }', true],
    ['csa', '', false],
  ])('of a release applied by %s, with "%s" stored: %s', (applyMethod, field, isSaid) => {
    const metadata = JSON.stringify({ applyMethod });
    writeFiles(workspace.root, { stored: stored(field), metadata });
    const { text, exitCode } = workspace.nx('run', 'api:helm-diff', '--live');
    expect([exitCode, text.includes(besides)]).toEqual([0, isSaid]);
  });
});

it('says that the objects stay where the API server was asked what an apply does', () => {
  const diff = { release: 'shop', revision: 2, isDifferent: false, objects: [], restarts: [] };
  expect(releaseDiffText({ ...diff, live: [] })).toBe(
    'shop: a deploy would apply the same as revision 2\n\nshop: an apply would leave the objects in the cluster as they are',
  );
});
