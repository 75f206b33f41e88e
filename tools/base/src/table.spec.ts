import { formatTable } from './table.ts';

describe('a table', () => {
  it('has columns as wide as their widest cell, and no spaces at the ends of its lines', () => {
    const rows = [
      ['NAME', 'STATE'],
      ['a-long-name', 'up'],
      ['b', ''],
    ];
    expect(formatTable(rows)).toBe('NAME         STATE\na-long-name  up\nb');
  });

  it('without rows is empty', () => {
    expect(formatTable([])).toBe('');
  });
});
