import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { must, run } from '../run.ts';
import { figuresOf, type Figures } from './table.ts';

/** The commit that the table of docs/ARCHITECTURE.md compares with. */
const baseline = '8575062';

/** Measures the workspace of the baseline; undefined in a clone that does not have the commit. */
export async function figuresOfBaseline(): Promise<Figures | undefined> {
  const { exitCode } = await run('git', ['cat-file', '-e', `${baseline}^{commit}`]);
  if (exitCode !== 0) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'taskora-baseline-'));
  try {
    const archive = join(folder, 'baseline.tar');
    const failure = { code: 'BASELINE_UNREADABLE', fix: 'git fsck' };
    const paths = ['apps', 'infra', 'libs', 'tools'];
    await must('git', ['archive', '--output', archive, baseline, ...paths], failure);
    await must('tar', ['-xf', archive, '-C', folder], failure);
    return figuresOf(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
