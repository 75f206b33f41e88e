import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { edited } from '../edited-line.ts';
import { cases, percentile } from './cases.ts';

const workspaceRoot = join(import.meta.dirname, '../../../..');

describe('the edits of the bench of development sessions (P1)', () => {
  it.each(cases)('are of a line that $file has once', (each) => {
    const text = readFileSync(join(workspaceRoot, each.file), 'utf8');
    const quote = each.line.slice(-1);
    expect(edited(text, each, 'edit-1')).toBe(
      text.replace(each.line, `${each.line.slice(0, -1)} edit-1${quote}`),
    );
  });

  it('are refused where the line is not there, or twice', () => {
    const [each] = cases;
    if (each === undefined) throw new Error('no case');
    expect(() => edited('', each, 'edit-1')).toThrow('exactly once');
    expect(() => edited(`${each.line} ${each.line}`, each, 'edit-1')).toThrow('exactly once');
  });

  it.each([
    [[3, 1, 2], 50, 2],
    [[1], 95, 1],
    [Array.from({ length: 50 }, (_none, index) => index + 1), 95, 48],
  ])('have the percentile by the nearest rank', (figures, percent, expected) => {
    expect(percentile(figures, percent)).toBe(expected);
  });
});
