import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runMain } from '@taskora/base/run-main';
import { startInCluster } from '../database-copy/programs.ts';
import { checkRoundTrip } from '../database-copy/round-trip.ts';

await runMain(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'taskora-backup-check-'));
  try {
    const tables = await checkRoundTrip(startInCluster, join(folder, 'check.dump'));
    console.log(`equal before and after:\n${tables}`);
    return 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
