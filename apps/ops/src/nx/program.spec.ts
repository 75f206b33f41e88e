import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { nxProgram } from './program.ts';

describe('the Nx of a checkout (O1)', () => {
  it('is a program that answers', () => {
    const root = join(__dirname, '../../../..');
    const args = [nxProgram(root), '--version'];
    expect(execFileSync(process.execPath, args, { cwd: root, encoding: 'utf8' })).toMatch(
      /\d+\.\d+/,
    );
  });
});
