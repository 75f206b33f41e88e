import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PYTHON_MINIMUM } from '../setup/versions.mjs';
import { workspaceTargets } from './workspace-targets.ts';

const root = join(__dirname, '../../..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const found = (text: string, pattern: RegExp): string[] =>
  [...text.matchAll(pattern)].map(([, name = '']) => name);

/** The plugin's own are about any workspace, and are looked at by tests of the plugin. */
const documents = [
  'README.md',
  ...['docs', 'apps', 'libs', 'infra', 'tools/minikube'].flatMap((folder) =>
    globSync(`${folder}/**/*.md`, { cwd: root, exclude: (name) => /node_modules/.test(name) }),
  ),
];

/** Numbers of versions, the newest last. */
const byVersion = (one: string, other: string): number =>
  one.localeCompare(other, 'en', { numeric: true });
const majorAndMinor = (version = ''): string => version.split('.').slice(0, 2).join('.');

describe('the documents (D1)', () => {
  it('name only targets that are there', () => {
    const targets = workspaceTargets(root);
    const projects = new Set([...targets].map((target) => target.split(':')[0]));
    const named = documents.flatMap((file) => {
      const text = read(file);
      const made = found(text, /@taskora\/nx-helm:service ([\w-]+)/g);
      const started = found(text, /\bnx run ([\w-]+:[\w-]+)/g);
      const mentioned = found(text, /`([\w-]+:[\w-]+)[ `]/g).filter((name) =>
        projects.has(name.split(':')[0] ?? ''),
      );
      const all = [...started, ...mentioned, ...found(text, /\b(infra:[a-z][\w-]*)/g)];
      return all.filter((name) => !made.includes(name.split(':')[0] ?? ''));
    });
    expect(named.length).toBeGreaterThan(50);
    expect(named.filter((name) => !targets.has(name))).toEqual([]);
  }, 120_000);

  it.each(documents)('%s leads only to files that are there', (file) => {
    const links = found(read(file), /\]\((?!https?:)([^)#]+)/g);
    expect(links.filter((link) => !existsSync(join(root, dirname(file), link)))).toEqual([]);
  });

  it('name the versions that are really asked for', () => {
    const readme = read('README.md');
    const { engines } = JSON.parse(read('package.json')) as { engines: { node: string } };
    const asked = globSync('tools/minikube/modules/*/go.mod', { cwd: root }).flatMap((file) =>
      found(read(file), /^go (\S+)$/gm),
    );
    const go = majorAndMinor(asked.toSorted(byVersion).at(-1));
    expect(found(readme, /Node ([\d.]+) or newer/g)).toEqual([engines.node.replace('>=', '')]);
    expect(found(readme, /Python ([\d.]+) or newer/g)).toEqual([PYTHON_MINIMUM.join('.')]);
    expect(found(readme, /Go ([\d.]+) or newer/g)).toEqual([go]);
    expect(found(read('tools/minikube/README.md'), /Go builds them, version ([\d.]+)/g)).toEqual([
      go,
    ]);
  });

  it('tell every code that the preflight may refuse a machine with', () => {
    const sources = globSync('tools/minikube/preflight/*.mjs', { cwd: root }).map(read);
    const codes = sources.flatMap((text) => found(text, /\bcode: '([A-Z_]+)'/g));
    const table = /\| code of the preflight[^]*?\n\n/.exec(read('README.md'))?.[0] ?? '';
    const told = found(table, /`([A-Z_]+)`/g);
    const whileItRuns = ['DISK_FULL', 'FILE_REFUSED'];
    expect(told.toSorted()).toEqual(
      [...new Set([...codes, 'PREFLIGHT_FAILED'])]
        .filter((code) => !whileItRuns.includes(code))
        .toSorted(),
    );
  });
});
