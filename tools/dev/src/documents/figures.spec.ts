import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from '../environment.ts';
import { documentFiles } from './testing/fences.ts';
import {
  commandsBehind,
  figureTables,
  hasFigures,
  marksIn,
  sectionsOf,
} from './testing/figures.ts';

/** Decisions have the figures of their day, and requirements what is wanted. */
const files = documentFiles().filter(
  (file) => !file.startsWith('docs/adr/') && file !== 'docs/requirements.md',
);

const sections = files.flatMap((file) =>
  sectionsOf(readFileSync(join(workspaceRoot, file), 'utf8')).map((section) => ({
    ...section,
    place: `${file}: ${section.title}`,
  })),
);

const git = (...args: readonly string[]) =>
  spawnSync('git', args, { cwd: workspaceRoot, encoding: 'utf8' });

const shownAt = (commit: string, file: string): string => git('show', `${commit}:${file}`).stdout;

/** Whether a project of that commit lists a target; one that the plugin infers is in no file. */
function hasTarget(commit: string, project: string, target: string): boolean {
  const files = git('grep', '-l', `"name": "${project}"`, commit, '--', '*project.json').stdout;
  return files
    .split('\n')
    .filter(Boolean)
    .map((file) => JSON.parse(shownAt(commit, file.replace(`${commit}:`, ''))) as Project)
    .some(({ targets = {} }) => target in targets);
}

interface Project {
  readonly targets?: object;
}

/** Whether the target, the script of npm and the files that a command names are in a commit. */
function hasCommand(commit: string, command: string): boolean {
  const [, project = '', target] = /\bnx run ([\w-]+):([\w-]+)/.exec(command) ?? [];
  const [, script] = /\bnpm (?:run )?(\w+)/.exec(command) ?? [];
  const files = command.match(/(?<![\w./-])(?:[\w.-]+\/)+[\w.-]+/g) ?? [];
  return (
    (target === undefined || hasTarget(commit, project, target)) &&
    (script === undefined || shownAt(commit, 'package.json').includes(`"${script}":`)) &&
    files.every((file) => git('cat-file', '-e', `${commit}:${file}`).status === 0)
  );
}

describe('measured figures in documents (D1)', () => {
  const measured = sections.filter(hasFigures);

  it('are found', () => {
    expect(measured.length).toBeGreaterThan(6);
  });

  it('say by which command and at which commit they were measured', () => {
    const open = measured.filter((section) => marksIn(section).length === 0);
    expect(open.map(({ place }) => place)).toEqual([]);
  });

  it('say it for every table of theirs', () => {
    const open = measured.filter(
      (section) => marksIn(section).length < figureTables(section).length,
    );
    expect(open.map(({ place }) => place)).toEqual([]);
  });

  const isShallow = execFileSync('git', ['rev-parse', '--is-shallow-repository'], {
    cwd: workspaceRoot,
    encoding: 'utf8',
  });
  // A clone without its history knows none of the commits.
  const itKnows = isShallow.trim() === 'true' ? it.skip : it;

  itKnows('come from commands whose target or file one of their commits has', () => {
    const behind = measured.flatMap((section) =>
      commandsBehind(section).map((each) => ({ ...each, place: section.place })),
    );
    expect(behind.length).toBeGreaterThan(20);
    const lost = behind.filter(
      ({ commits, command }) => !commits.some((commit) => hasCommand(commit, command)),
    );
    expect(
      lost.map(({ place, commits, command }) => `${place}: ${commits.join()}: ${command}`),
    ).toEqual([]);
  });

  itKnows('name commits of this branch', () => {
    const commits = measured.flatMap((section) => marksIn(section).flatMap((mark) => mark.commits));
    expect(commits.length).toBeGreaterThan(8);
    const unknown = commits.filter(
      (commit) => git('merge-base', '--is-ancestor', commit, 'HEAD').status !== 0,
    );
    expect(unknown).toEqual([]);
  });
});

describe('a section', () => {
  const section = (text: string) => ({ title: '', text });

  it.each([
    'a request takes 3.5 ms',
    'it gives 97 requests/s',
    'the medians of five were 3',
    'On two cores: 4 s for a restore',
    '| what | time |\n| --- | --- |\n| a | 4 s |',
    '| what | a head |\n| --- | --- |\n| a | 4 s |\n| b | 1.5 to 2 s |',
  ])('has figures: %j', (text) => {
    expect(hasFigures(section(text))).toBe(true);
  });

  it.each(['metrics-server has not measured yet', 'within 30 s', '| what | by |'])(
    'has none: %j',
    (text) => {
      expect(hasFigures(section(text))).toBe(false);
    },
  );

  it.each([
    [
      'Measured at `abcdef1` by `nx run a:b`.',
      [{ commits: ['abcdef1'], by: '`nx run a:b`', then: [] }],
    ],
    [
      'Measured at `abcdef1`, the\nbase images at `abcdef2`, by the commands of the last column.',
      [{ commits: ['abcdef1', 'abcdef2'], by: 'the commands of the last column', then: [] }],
    ],
    ['Measured at `abcdef1`.', []],
    ['Measured by `nx run a:b`.', []],
  ])('says where they come from: %j', (text, marks) => {
    expect(marksIn(section(text))).toEqual(marks);
  });

  it('names commands, as they were called then', () => {
    const table =
      '| what | time | by |\n| --- | --- | --- |\n| a | 4 s | `nx run b:c --d`, once |\n';
    const mark = 'Measured at `abcdef1` by the commands of the last column';
    const commands = (end: string): string[] =>
      commandsBehind(section(`${table}\n${mark}${end}.`)).map(({ command }) => command);
    expect(commands('')).toEqual(['nx run b:c --d']);
    expect(commands(', then `e:f`')).toEqual(['nx run e:f --d']);
    expect(commands(', then `e:f` and `g:c`')).toEqual(['nx run g:c --d']);
    expect(figureTables(section('| what | kind |\n| --- | --- |\n| a | b |\n'))).toEqual([]);
  });

  it('is without what programs write and what is code', () => {
    const document = '# A\n<!-- x:begin -->\n5 ms\n<!-- x:end -->\n```\n6 ms\n```\n## B\n7 ms\n';
    expect(sectionsOf(document).filter(hasFigures)).toEqual([{ title: 'B', text: '## B\n7 ms\n' }]);
  });
});
