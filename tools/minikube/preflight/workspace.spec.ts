import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PRODUCT } from '../src/__fixtures__/settings.ts';
import { readWorkspace, WORKSPACE_FILE, type Workspace } from './workspace.mjs';

const tool = join(__dirname, '..');

function thisProduct(): Workspace {
  const read = readWorkspace(join(tool, '..', '..'));
  if ('code' in read) throw new Error(read.what);
  return read;
}
const workspace = thisProduct();

/** All that runs on somebody's machine; the Go modules have names of their own. */
const sources = globSync(['{src,preflight,host}/**/*', 'README.md', '*.json', '*.txt'], {
  cwd: tool,
  exclude: ['**/*.spec.ts'],
  withFileTypes: true,
})
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name));

/** What the workspace hands in, and its packages, apart from the base that the sources import. */
function traces(text: string): string[] {
  const names = Object.keys(workspace.nodePorts).map((name) => `\\b${name}\\b`);
  const ports = Object.values(workspace.nodePorts).map((port) => `\\b${port}\\b`);
  const terms = [workspace.product, workspace.name, ...names, ...ports];
  const known = text.replaceAll(/@\w+\/(base|minikube)\b/g, '');
  return (
    known.match(new RegExp(`${terms.join('|')}|\\b(apps|libs)/|nx-helm|nx\\.json`, 'gi')) ?? []
  );
}

describe('the product that a cluster is for', () => {
  it('leaves no trace in the sources: its names, ports and folders are handed in', () => {
    expect(sources.length).toBeGreaterThan(80);
    expect(
      sources.flatMap((file) =>
        traces(readFileSync(file, 'utf8')).map((trace) => `${file}: ${trace}`),
      ),
    ).toEqual([]);
  });

  it.each([
    ["const MARK = 'TASKORA_RUN';", 'TASKORA'],
    ["join(root, '.taskora', 'bin')", 'taskora'],
    ['`http://${host}:30001`', '30001'],
    ["import { web } from './web.ts'", 'web'],
    ["import { x } from '@taskora/ui';", 'taskora'],
    ["['tools', 'nx-helm', 'src']", 'nx-helm'],
  ])('is found where it is planted: %s', (text, trace) => {
    expect(traces(text)).toContain(trace);
  });
});

describe('the file by which a workspace hands its product in', () => {
  let root: string;
  beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'workspace-'))));
  afterEach(() => rmSync(root, { recursive: true }));

  it('is taken as it is', () => {
    writeFileSync(join(root, WORKSPACE_FILE), JSON.stringify(PRODUCT));
    expect(readWorkspace(root)).toEqual(PRODUCT);
  });

  it.each([
    [undefined, 'is missing or is not JSON'],
    ['{"product": ', 'is missing or is not JSON'],
    ['null', 'no usable value for "product"'],
    [JSON.stringify({ ...PRODUCT, name: '../other' }), 'no usable value for "name"'],
    [JSON.stringify({ ...PRODUCT, nodePorts: { web: '80' } }), 'no usable value for "nodePorts"'],
    [JSON.stringify({ ...PRODUCT, node: { cpus: 4 } }), 'no usable value for "node"'],
  ])('is refused with the field that is wrong: %s', (text, reason) => {
    if (text !== undefined) writeFileSync(join(root, WORKSPACE_FILE), text);
    expect(readWorkspace(root)).toMatchObject({
      code: 'WORKSPACE_SETTINGS_WRONG',
      what: expect.stringContaining(reason),
      fix: expect.stringContaining('git checkout'),
    });
  });
});
