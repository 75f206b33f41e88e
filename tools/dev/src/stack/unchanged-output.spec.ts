import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { noteOutputs } from './unchanged-output.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'unchanged-output-'));
  mkdirSync(join(folder, 'server'));
  writeFileSync(join(folder, 'server/page.js'), 'one');
});

afterEach(() => rmSync(folder, { recursive: true }));

it('accepts an output that only was read', () => {
  expect(noteOutputs([folder])).not.toThrow();
});

it.each([
  ['added', 'server/icon.svg.body', () => writeFileSync(join(folder, 'server/icon.svg.body'), '')],
  ['changed', 'server/page.js', () => writeFileSync(join(folder, 'server/page.js'), 'three')],
  ['removed', 'server/page.js', () => rmSync(join(folder, 'server/page.js'))],
])('names a file that was %s', (_, path, change) => {
  const compare = noteOutputs([folder]);
  change();
  expect(compare).toThrow(
    expect.objectContaining({
      code: 'STACK_OUTPUT_CHANGED',
      message: expect.stringContaining(path),
    }),
  );
});

it('names the files of every output, not those of the first alone', () => {
  const [web, chatbot] = ['web', 'chatbot'].map((name) => {
    mkdirSync(join(folder, name));
    return join(folder, name);
  }) as [string, string];
  const compare = noteOutputs([web, chatbot]);
  writeFileSync(join(web, 'one.js'), '');
  writeFileSync(join(chatbot, 'two.js'), '');
  const named = `${join(web, 'one.js')}, ${join(chatbot, 'two.js')}`;
  expect(compare).toThrow(expect.objectContaining({ message: expect.stringContaining(named) }));
});
