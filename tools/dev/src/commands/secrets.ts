import { join } from 'node:path';
import { refuseOptions, runMain } from '@taskora/base/run-main';
import { describeElsewhere } from '@taskora/minikube/environment';
import { kubeContext } from '../cluster/kubectl.ts';
import { readSecretsPlace } from '../cluster/secrets-place.ts';
import { secretNames } from '../cluster/secret-objects.ts';
import { makeMissingSecrets, secretsIn } from '../cluster/secrets.ts';
import { workspaceRoot } from '../environment.ts';
import { askedEnvironment } from '../environment-check/asked.ts';

await runMain(async () => {
  refuseOptions('npx nx run platform:secrets', process.argv.slice(2));
  const names = askedEnvironment();
  const folder = join(workspaceRoot, 'infra/environments');
  const own = await readSecretsPlace(folder, names);
  const elsewhere =
    names === undefined || own.isPreview
      ? undefined
      : await describeElsewhere({ folder, names, context: kubeContext });
  if (elsewhere !== undefined) {
    console.log(
      `No secrets are made: ${elsewhere}, where they are yours (docs/DEPLOYMENT.md#secrets)`,
    );
    return 0;
  }
  if (!own.areMade) {
    console.log(`No secrets are made in ${own.namespace}: it is the preview of a fork`);
    return 0;
  }
  const missing = await makeMissingSecrets(own, await secretsIn(own));
  if (missing > 0) return 0;
  console.log(`namespace ${own.namespace}: all ${secretNames.length} secrets are there`);
  return 0;
});
