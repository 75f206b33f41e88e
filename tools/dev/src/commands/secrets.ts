import { join } from 'node:path';
import { refuseOptions, runMain } from '@taskora/base/run-main';
import { describeElsewhere } from '@taskora/minikube/environment';
import { kubeContext } from '../cluster/kubectl.ts';
import { makeMissingSecrets } from '../cluster/secrets.ts';
import { workspaceRoot } from '../environment.ts';
import { askedEnvironment } from '../environment-check/asked.ts';

await runMain(async () => {
  refuseOptions('npx nx run platform:secrets', process.argv.slice(2));
  const names = askedEnvironment();
  const folder = join(workspaceRoot, 'infra/environments');
  const place =
    names === undefined
      ? undefined
      : await describeElsewhere({ folder, names, context: kubeContext });
  if (place === undefined) return makeMissingSecrets();
  console.log(`No secrets are made: ${place}, where they are yours (docs/DEPLOYMENT.md#secrets)`);
  return 0;
});
