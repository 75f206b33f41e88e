import { runMain } from '@taskora/base/run-main';
import { makeMissingSecrets } from '../cluster/secrets.ts';

await runMain(makeMissingSecrets);
