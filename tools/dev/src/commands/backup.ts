import { parseArgs } from 'node:util';
import { runMain } from '@taskora/base/run-main';
import { saveNow, saveScheduled } from '../database-copy/backup.ts';
import { startInCluster } from '../database-copy/programs.ts';

/** `backup.ts [--file=FILE] [--scheduled | --name=NAME.dump]` */
await runMain(async () => {
  const { file, scheduled, name } = parseArgs({
    options: {
      file: { type: 'string' },
      scheduled: { type: 'boolean', default: false },
      name: { type: 'string' },
    },
  }).values;
  const isScheduled = scheduled || name !== undefined;
  const kept = await (isScheduled ? saveScheduled(file, name) : saveNow(startInCluster, file));
  console.log(`backup: ${kept.path} (${kept.bytes} bytes, sha256 ${kept.sha256})`);
  console.log(`restore it with: npx nx run platform:restore --file=${kept.path}`);
  return 0;
});
