import { execFileSync } from 'node:child_process';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PYTHON_MINIMUM } from '../setup/versions.mjs';
import { workspaceTargets } from './testing/workspace-targets.ts';

const root = join(__dirname, '../../..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const found = (text: string, pattern: RegExp): string[] =>
  [...text.matchAll(pattern)].map(([, name = '']) => name);

/**
 * The plugin's own are about any workspace, and are checked by tests of the plugin. A changelog names
 * what was there then.
 */
const documents = [
  'README.md',
  ...['docs', 'apps', 'libs', 'infra', 'tools/minikube'].flatMap((folder) =>
    globSync(`${folder}/**/*.md`, {
      cwd: root,
      exclude: (name) => /node_modules|CHANGELOG\.md$/.test(name),
    }),
  ),
];

/** A figure has its command by today's name, and by that of its commit, which figures.spec compares. */
const withoutFormer = (text: string): string =>
  text.replaceAll(/(^Measured at [^.]*), then (?:`[^`]+`(?: and )?)+\./gm, '$1.');

/** Numbers of versions, the newest last. */
const byVersion = (one: string, other: string): number =>
  one.localeCompare(other, 'en', { numeric: true });

describe('targets', () => {
  const targets = workspaceTargets(root);
  const projects = [...new Set([...targets].map((target) => target.split(':')[0] ?? ''))];
  /** What is started, and what another pattern finds that begins with a project's name. */
  const named = (text: string, mentioned: RegExp): string[] => {
    const made = found(text, /@taskora\/nx-helm:service ([\w-]+)/g);
    const isOf = (names: readonly string[], name: string): boolean =>
      names.includes(name.split(':')[0] ?? '');
    return [
      ...found(text, /\bnx run ([\w-]+:[\w-]+)/g),
      ...found(text, mentioned).filter((name) => isOf(projects, name)),
    ].filter((name) => !isOf(made, name));
  };

  /** What a block prints whose commands a spec types in a workspace of its own, with projects of its own. */
  const withoutRehearsed = (text: string): string =>
    text.replaceAll(/^```sh rehearsed[^]*?^```\n(?:\n```text\n[^]*?^```\n)?/gm, '');

  it('that documents name are there (D1)', () => {
    const all = documents.flatMap((file) =>
      named(withoutRehearsed(withoutFormer(read(file))), /(?:`|\b(?=infra:[a-z]))([\w-]+:[\w-]+)/g),
    );
    expect(all.length).toBeGreaterThan(50);
    expect(all.filter((name) => !targets.has(name))).toEqual([]);
  });

  it('that sources, errors and settings name are there', () => {
    const args = ['ls-files', '--cached', '--others', '--exclude-standard'];
    const files = execFileSync('git', args, { cwd: root, encoding: 'utf8' })
      .split('\n')
      .filter((file) => /\.(m?ts|tsx|py|json|ya?ml)$|^\.ci\/|\/files\/\w+$/.test(file))
      // The plugin and its specs are about any workspace.
      .filter(
        (file) => !/^tools\/nx-helm\/(?!project)|\.spec\.|-lock\.json$|^renovate\.json$/.test(file),
      )
      .filter((file) => existsSync(join(root, file)));
    const all = files.flatMap((file) =>
      named(read(file), /['"`]([a-z][\w-]*:[a-z][\w-]+)['"`]/g).map((name) => `${file}: ${name}`),
    );
    expect(all.length).toBeGreaterThan(80);
    expect(all.filter((place) => !targets.has(place.split(': ')[1] ?? ''))).toEqual([]);
  });
});

describe('the documents (D1)', () => {
  it('name the versions that are really asked for', () => {
    const readme = read('README.md');
    const quickstart = read('docs/quickstart.md');
    const { engines } = JSON.parse(read('package.json')) as { engines: { node: string } };
    const asked = globSync('tools/minikube/modules/*/go.mod', { cwd: root }).flatMap((file) =>
      found(read(file), /^go (\S+)$/gm),
    );
    const go = asked.toSorted(byVersion).at(-1);
    expect(found(readme, /Node ([\d.]+) or newer/g)).toEqual([engines.node.replace('>=', '')]);
    expect(found(quickstart, /Node ([\d.]+) or newer/g)).toEqual([engines.node.replace('>=', '')]);
    expect(found(readme, /Python ([\d.]+) or newer/g)).toEqual([PYTHON_MINIMUM.join('.')]);
    expect(found(quickstart, /Python ([\d.]+) or newer/g)).toEqual([PYTHON_MINIMUM.join('.')]);
    expect(found(readme, /Go ([\d.]+) or newer/g)).toEqual([go]);
    expect(found(quickstart, /Go ([\d.]+) or newer/g)).toEqual([go]);
    expect(found(read('tools/minikube/README.md'), /Go builds them, version ([\d.]+)/g)).toEqual([
      go,
    ]);
  });

  it('list every code that the preflight may refuse a machine with', () => {
    const sources = globSync('tools/minikube/preflight/*.mjs', { cwd: root }).map(read);
    const codes = sources.flatMap((text) => found(text, /\bcode: '([A-Z_]+)'/g));
    const table = /\| code of the preflight[^]*?\n\n/.exec(read('README.md'))?.[0] ?? '';
    const listed = found(table, /`([A-Z_]+)`/g);
    const whileItRuns = ['DISK_FULL', 'FILE_REFUSED'];
    expect(listed.toSorted()).toEqual(
      [...new Set([...codes, 'PREFLIGHT_FAILED'])]
        .filter((code) => !whileItRuns.includes(code))
        .toSorted(),
    );
  });
});
