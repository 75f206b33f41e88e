import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from './environment.ts';

/** What a newcomer may want to add, with a text that the first file to open must hold. */
const changes: Readonly<Record<string, string>> = {
  'error code of the plugin': 'NXHELM_',
  'target of a chart': 'kubeconform',
  'field of a task': 'title',
  'loader of images': 'Loader',
  page: '',
  'fault of a rollout': 'unmounted',
  'base image': '',
  'label of a release': 'fingerprint',
  'sentence of the assistant': 'task',
  'Debian package of the set-up': 'containerd',
};

/** The table of AGENTS.md: what is new, and the first file to open. */
function rows(): Map<string, string> {
  const text = readFileSync(join(workspaceRoot, 'AGENTS.md'), 'utf8');
  const found = text.matchAll(/^\| ([^|`]+?) +\| `([^`]+)` +\| .+\|$/gm);
  return new Map([...found].map(([, what = '', file = '']) => [what, file]));
}

describe('the map in AGENTS.md', () => {
  it('has a place for each of ten changes', () => {
    expect([...rows().keys()]).toEqual(expect.arrayContaining(Object.keys(changes)));
  });

  it.each(Object.entries(changes))('leads to where a new %s goes', (what, text) => {
    const path = join(workspaceRoot, rows().get(what) ?? 'nowhere');
    expect(existsSync(path)).toBe(true);
    if (text !== '') expect(readFileSync(path, 'utf8')).toContain(text);
  });

  it('names no file or folder that is not there', () => {
    const text = readFileSync(join(workspaceRoot, 'AGENTS.md'), 'utf8');
    const named = [...text.matchAll(/`((?:apps|libs|infra|tools|docs|findings)\/[^`*<>: ]+)`/g)];
    const missing = named
      .map(([, path = '']) => path)
      .filter((path) => !existsSync(join(workspaceRoot, path)));
    expect(named.length).toBeGreaterThan(20);
    expect(missing).toEqual([]);
  });
});
