import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { noteOutput } from './unchanged-output.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'unchanged-output-'));
  mkdirSync(join(folder, 'server'));
  writeFileSync(join(folder, 'server/page.js'), 'one');
});

afterEach(() => rmSync(folder, { recursive: true }));

it('accepts an output that only was read', () => {
  expect(noteOutput(folder)).not.toThrow();
});

it.each([
  ['added', 'server/icon.svg.body', () => writeFileSync(join(folder, 'server/icon.svg.body'), '')],
  ['changed', 'server/page.js', () => writeFileSync(join(folder, 'server/page.js'), 'three')],
  ['removed', 'server/page.js', () => rmSync(join(folder, 'server/page.js'))],
])('names a file that was %s', (_, path, change) => {
  const compare = noteOutput(folder);
  change();
  expect(compare).toThrow(
    expect.objectContaining({
      code: 'STACK_OUTPUT_CHANGED',
      message: expect.stringContaining(path),
    }),
  );
});
