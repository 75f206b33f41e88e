import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from '../environment.ts';
import { commented } from './early-cutoff.ts';

describe('the check that comments roll nothing', () => {
  it.each(commented)('edits %s, which is there', (file) => {
    expect(existsSync(join(workspaceRoot, file))).toBe(true);
  });
});
