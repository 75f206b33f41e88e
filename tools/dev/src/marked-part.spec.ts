import { withMarkedPart } from './marked-part.ts';

const part = { file: 'docs/x.md', marks: ['<begin>', '<end>'] } as const;

describe('a part of a document', () => {
  it('is replaced between its marks, and nothing else is', () => {
    const changed = withMarkedPart('a\n<begin>old<end>\nb\n', part, 'new');
    expect(changed).toBe('a\n<begin>new<end>\nb\n');
    expect(withMarkedPart(changed, part, 'new')).toBe(changed);
  });

  it.each([
    ['no marks', 'a'],
    ['no end', '<begin> by hand'],
    ['a second end, behind which something stands', '<begin><end> by hand <end> by hand'],
    ['a second part, behind which something stands', '<begin><end> by hand <begin><end> by hand'],
    ['an end before the beginning', '<end> by hand <begin><end> by hand'],
  ])('is refused in a document with %s, so that nothing of it is lost', (_what, document) => {
    expect(() => withMarkedPart(document, part, 'new')).toThrow(
      'MARKERS_MISSING: docs/x.md does not have <begin> and <end> once each. ' +
        'Do: put them back (git diff docs/x.md), then run this command again',
    );
  });
});
