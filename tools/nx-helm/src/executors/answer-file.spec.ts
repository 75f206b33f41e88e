import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeAnswer } from './answer-file.ts';
import { printAnswer } from './report.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'nx-helm-answer-'));
  jest.spyOn(console, 'log').mockReturnValue();
});
afterEach(() => {
  jest.restoreAllMocks();
  rmSync(root, { recursive: true });
});

describe('the file of an answer', () => {
  it('is written in a folder that is not there yet', async () => {
    await writeAnswer(root, 'dist/reports/preview.md', 'text');
    expect(readFileSync(join(root, 'dist/reports/preview.md'), 'utf8')).toBe('text');
  });

  it('is written so by --out', async () => {
    const context = { root } as Parameters<typeof printAnswer>[1];
    await printAnswer({ out: 'dist/answer.json' }, context, [1], () => 'one');
    expect(JSON.parse(readFileSync(join(root, 'dist/answer.json'), 'utf8'))).toEqual([1]);
  });
});
