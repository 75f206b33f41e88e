import { run } from '../process/run.ts';

export interface Commit {
  readonly id: string;
  readonly isDirty: boolean;
}

/** What the release was made from; a workspace without git has no answer, which is no failure. */
export async function readCommit(workspaceRoot: string): Promise<Commit> {
  const [head, status] = await Promise.all([
    run('git', ['rev-parse', '--short=7', 'HEAD'], { cwd: workspaceRoot }),
    run('git', ['status', '--porcelain'], { cwd: workspaceRoot }),
  ]);
  if (head.exitCode !== 0) return { id: 'unknown', isDirty: true };
  return { id: head.stdout.trim(), isDirty: status.stdout.trim() !== '' };
}
