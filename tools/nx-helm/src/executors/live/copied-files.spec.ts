import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeFiles } from '../../testing/workspace.ts';
import { CopiedFiles } from './copied-files.ts';

const folders = { 'apps/api/src': 'app/src' };

describe('files that a build only copies (P1)', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'copied-files-'));
    writeFiles(root, { 'apps/api/src/api/main.py': '', 'apps/api/pyproject.toml': '' });
  });
  afterEach(() => rmSync(root, { recursive: true }));

  it('stand in the place of the output, and the others are left to a build', () => {
    const files = new CopiedFiles(root, folders);
    const rest = files.take(['apps/api/src/api/main.py', 'apps/api/pyproject.toml']);
    expect(rest).toEqual(['apps/api/pyproject.toml']);
    expect([...files.changed]).toEqual([
      ['app/src/api/main.py', join(root, 'apps/api/src/api/main.py')],
    ]);
  });

  it('are nowhere when they were deleted, and there again when they were made again', () => {
    const files = new CopiedFiles(root, folders);
    rmSync(join(root, 'apps/api/src/api'), { recursive: true });
    files.take(['apps/api/src/api', 'apps/api/src/api/main.py']);
    expect([...files.changed.values()]).toEqual([undefined, undefined]);
    writeFiles(root, { 'apps/api/src/api/main.py': 'again' });
    files.take(['apps/api/src/api/main.py']);
    expect([...files.changed].at(-1)).toEqual([
      'app/src/api/main.py',
      join(root, 'apps/api/src/api/main.py'),
    ]);
  });

  it('are none of bytecode, nor of folders', () => {
    const files = new CopiedFiles(root, folders);
    expect(files.take(['apps/api/src/api', 'apps/api/src/api/__pycache__/main.pyc'])).toEqual([]);
    expect(files.changed.size).toBe(0);
  });

  it('are forgotten after a build, which has copied them', () => {
    const files = new CopiedFiles(root, folders);
    files.take(['apps/api/src/api/main.py']);
    files.forget();
    expect(files.changed.size).toBe(0);
  });
});
