import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { refuseOptions, runMain } from '@taskora/base/run-main';
import { exitCodeOf, holdSignals } from '../database-copy/held-signals.ts';
import { startInCluster } from '../database-copy/programs.ts';
import { checkRoundTrip } from '../database-copy/round-trip.ts';

await runMain(async () => {
  refuseOptions('npx nx run platform:backup-check', process.argv.slice(2));
  const folder = mkdtempSync(join(tmpdir(), 'taskora-backup-check-'));
  const heldSignal = holdSignals();
  try {
    const tables = await checkRoundTrip(startInCluster, join(folder, 'check.dump'));
    console.log(`equal before and after:\n${tables}`);
    return 0;
  } catch (error) {
    const interruption = heldSignal();
    if (interruption === undefined) throw error;
    console.error(
      `BACKUP_CHECK_INTERRUPTED: ${interruption}. The database holds what it held. Do: npx nx run platform:backup-check`,
    );
    return exitCodeOf(interruption);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
