import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Span } from '@taskora/base/spans/span';
import { workspaceRoot } from '@taskora/dev/environment';
import { partNames } from '../parts.ts';
import { spanTable, writeSpanDocument } from './span-document.ts';

const span = (name: Span['name'], startMs: number, endMs: number): Span => ({
  ...{ name, of: 'web', startMs: 1000 + startMs, endMs: 1000 + endMs },
});
const spans = {
  ours: [span('build', 0, 4000), span('image', 4500, 5000), span('ready', 5000, 9000)],
  theirs: [span('build', 0, 5000), span('upgrade', 5000, 6000), span('ready', 6000, 12_000)],
};
const measured = {
  ...{ name: 'edit', title: 'One line of web', commit: 'abc12345' },
  ...{ command: 'npx nx run bench:deployments --only=edit --document', spans },
};

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'taskora-spans-'));
  mkdirSync(join(root, 'docs'));
});
afterEach(() => rmSync(root, { recursive: true }));

const read = (file: string): string => readFileSync(join(root, file), 'utf8');
const document = (text: string): void => writeFileSync(join(root, 'docs/pipeline.md'), text);

describe('the table of steps in the document', () => {
  it('has each step once, and each tool beside the others', () => {
    expect(spanTable(spans).split('\n')).toEqual([
      '| step: begins / took, in seconds | ours | theirs |',
      '| - | -: | -: |',
      '| build | 0.0 / 4.0 | 0.0 / 5.0 |',
      '| image | 4.5 / 0.5 | - |',
      '| upgrade | - | 5.0 / 1.0 |',
      '| ready | 5.0 / 4.0 | 6.0 / 6.0 |',
      '| between the steps | 0.5 | 0.0 |',
      '| until the first pod is ready | 9.0 | 12.0 |',
      '| in all | 9.0 | 12.0 |',
    ]);
  });

  it('says when the first of several pods was ready', () => {
    const first = { ...span('ready', 5000, 7000), of: 'web-1' };
    expect(spanTable({ ours: [...spans.ours, first] })).toContain(
      '| until the first pod is ready | 7.0 |\n| in all | 9.0 |',
    );
  });

  it('takes the place of what was there, with a picture and the spans beside it', () => {
    document('before\n<!-- spans edit:begin -->\nold\n<!-- spans edit:end -->\nafter\n');
    const files = writeSpanDocument(root, measured);
    expect(files).toEqual(['docs/pipeline.md', 'docs/spans/edit.svg', 'docs/spans/edit.json']);
    const text = read('docs/pipeline.md');
    expect(text).toMatch(
      /^before\n<!-- spans edit:begin -->\n[^]*<!-- spans edit:end -->\nafter\n$/,
    );
    expect(text).toContain(spanTable(spans));
    expect(text).toContain('Measured at `abc12345` by `npx nx run bench:deployments');
    expect(text).not.toContain('old');
    expect(read('docs/spans/edit.svg')).toMatch(/^<svg [^]*ours: 9\.00 s[^]*theirs: 12\.00 s/);
    const [first] = (JSON.parse(read('docs/spans/edit.json')) as typeof spans).ours;
    expect(first).toEqual({ name: 'build', of: 'web', startMs: 0, endMs: 4000 });
    writeSpanDocument(root, measured);
    expect(read('docs/pipeline.md')).toBe(text);
  });

  it('is written nowhere without its marks', () => {
    document('no marks\n');
    expect(() => writeSpanDocument(root, measured)).toThrow('has no section between');
    expect(read('docs/pipeline.md')).toBe('no marks\n');
  });

  it('has its marks in the document, for each of both edits', () => {
    const text = readFileSync(join(workspaceRoot, 'docs/pipeline.md'), 'utf8');
    for (const name of ['edit', 'edit-api']) {
      expect(partNames).toContain(name);
      expect(text).toMatch(
        new RegExp(`<!-- spans ${name}:begin -->[^]*<!-- spans ${name}:end -->`),
      );
    }
  });
});
