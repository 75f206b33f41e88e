import { subjectFault, subjectOf } from './subject.ts';

const longest = `feat(dev): ${'a'.repeat(72 - 'feat(dev): '.length)}`;

describe('the subject of a commit', () => {
  it.each([
    'fix(nx-helm): a release is not rolled twice',
    'refactor(ui,web)!: one owner',
    longest,
    "Merge branch 'main' into other",
    'Revert "feat(dev): a"',
    'fixup! feat(dev): a',
  ])('is taken: %s', (subject) => {
    expect(subjectFault(subject)).toBeUndefined();
  });

  it.each([
    ['HOOK_SUBJECT_LONG', `${longest}b`],
    ['HOOK_SUBJECT_FORM', 'Fix the thing'],
    ['HOOK_SUBJECT_FORM', 'fix: no scope'],
    ['HOOK_SUBJECT_FORM', 'fix(dev) no colon'],
    ['HOOK_SUBJECT_FORM', 'wip(dev): no such type'],
    ['HOOK_SUBJECT_FORM', 'fix(dev): '],
    ['HOOK_SUBJECT_FORM', 'fix(dev):no space'],
    ['HOOK_SUBJECT_FORM', 'fix(Dev): capitals'],
  ])('is refused as %s: %s', (code, subject) => {
    expect(subjectFault(subject)).toMatch(new RegExp(`^${code}: `));
  });

  it('is the first line that is neither empty nor a comment of git', () => {
    expect(subjectOf('\n# Please enter\nfix(dev): a \n\nbody\n')).toBe('fix(dev): a');
    expect(subjectOf('# nothing\n')).toBe('');
  });
});
