import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { leaveNx, workspaceRoot } from '@taskora/dev/environment';
import { run } from '@taskora/dev/run';
import { runMain } from '@taskora/base/run-main';
import { makeClone } from '../deployments/clone.ts';

/** `forecast.ts [--edits=46]`: lets the plugin compare its forecasts with the truth, in a clone of this workspace. */
async function main(): Promise<number> {
  leaveNx();
  const folder = mkdtempSync(join(realpathSync(tmpdir()), 'taskora-forecast-'));
  try {
    const clone = join(folder, 'clone');
    await makeClone(clone);
    const script = join(workspaceRoot, 'tools/nx-helm/bench/forecast-check.ts');
    const args = [script, `--workspace=${clone}`, ...process.argv.slice(2)];
    return (await run(process.execPath, args, { inherit: true })).exitCode;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

await runMain(main);
