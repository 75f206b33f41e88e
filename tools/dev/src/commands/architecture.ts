import { refuseOptions, runMain } from '@taskora/base/run-main';
import { writeArchitecture } from '../architecture/document.ts';

/** Draws the pictures of docs/ARCHITECTURE.md anew, and measures what its table says. */
await runMain(async () => {
  refuseOptions('npx nx run dev:architecture', process.argv.slice(2));
  await writeArchitecture();
  return 0;
});
