import { resolve } from 'node:path';
import { runMain } from '@taskora/base/run-main';
import { adoptNxDatabase } from '../workflows/nx-database.ts';

/** `adopt-nx-cache.ts FOLDER`: makes a cache of Nx that was restored usable on this machine. */
await runMain(() => {
  const [folder = '.nx/workspace-data'] = process.argv.slice(2);
  const messages = {
    none: 'there is no cache of another machine',
    own: 'the cache is of this machine',
    adopted: 'the cache of another machine was adopted',
  };
  console.log(`Nx: ${messages[adoptNxDatabase(resolve(folder))]}`);
  return Promise.resolve(0);
});
