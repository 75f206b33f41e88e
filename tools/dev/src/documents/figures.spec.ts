import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from '../environment.ts';
import { documentFiles } from './testing/fences.ts';
import { hasFigures, marksIn, sectionsOf } from './testing/figures.ts';

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
    const heads = /^\|(?:[^|\n]*\|)* *(?:time|measured|MB|now) *\|/gm;
    const open = measured.filter(
      (section) => marksIn(section).length < (section.text.match(heads) ?? []).length,
    );
    expect(open.map(({ place }) => place)).toEqual([]);
  });

  it('name commits of this branch', () => {
    const isShallow = execFileSync('git', ['rev-parse', '--is-shallow-repository'], {
      cwd: workspaceRoot,
      encoding: 'utf8',
    });
    // A clone without its history knows none of them.
    if (isShallow.trim() === 'true') return;
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
    ['Measured at `abcdef1` by `nx run a:b`.', [{ commits: ['abcdef1'], by: '`nx run a:b`' }]],
    [
      'Measured at `abcdef1`, the\nbase images at `abcdef2`, by the commands of the last column.',
      [{ commits: ['abcdef1', 'abcdef2'], by: 'the commands of the last column' }],
    ],
    ['Measured at `abcdef1`.', []],
    ['Measured by `nx run a:b`.', []],
  ])('says where they come from: %j', (text, marks) => {
    expect(marksIn(section(text))).toEqual(marks);
  });

  it('is without what programs write and what is code', () => {
    const document = '# A\n<!-- x:begin -->\n5 ms\n<!-- x:end -->\n```\n6 ms\n```\n## B\n7 ms\n';
    expect(sectionsOf(document).filter(hasFigures)).toEqual([{ title: 'B', text: '## B\n7 ms\n' }]);
  });
});
