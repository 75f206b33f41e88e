import { refuseOptions, runMain } from '@taskora/base/run-main';
import { makeMissingSecrets } from '../cluster/secrets.ts';

await runMain(async () => {
  refuseOptions('npx nx run platform:secrets', process.argv.slice(2));
  return makeMissingSecrets();
});
