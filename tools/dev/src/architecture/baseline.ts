import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UserError } from '@taskora/base/errors';
import { must, run } from '../run.ts';

/** The commit that the table of docs/ARCHITECTURE.md compares with. */
const baseline = '8575062';

/** Gives the workspace of the baseline, in a folder of its own for as long as it is used. */
export async function withBaseline<Result>(use: (root: string) => Result): Promise<Result> {
  const { exitCode } = await run('git', ['cat-file', '-e', `${baseline}^{commit}`]);
  if (exitCode !== 0) {
    const what = `this clone does not have the commit ${baseline} to compare with`;
    throw new UserError('BASELINE_MISSING', what, 'git fetch --unshallow');
  }
  const folder = mkdtempSync(join(tmpdir(), 'taskora-baseline-'));
  try {
    const archive = join(folder, 'baseline.tar');
    const failure = { code: 'BASELINE_UNREADABLE', fix: 'git fsck' };
    const paths = ['apps', 'infra', 'libs', 'tools'];
    await must('git', ['archive', '--output', archive, baseline, ...paths], failure);
    await must('tar', ['-xf', archive, '-C', folder], failure);
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
