import { relative } from 'node:path';
import { refuseOptions, runMain } from '@taskora/base/run-main';
import { namespace } from '../cluster/kubectl.ts';
import { askedEnvironment } from '../environment-check/asked.ts';
import { workspaceRoot } from '../environment.ts';
import { writeManifests } from '../manifests/write.ts';

/** Writes plain objects for those without Helm (K7). */
await runMain(async () => {
  refuseOptions('npx nx run infra:manifests', process.argv.slice(2));
  const environment = askedEnvironment();
  const { folder, files, unchecked } = await writeManifests({
    namespace,
    ...(environment !== undefined && { environment }),
  });
  const place = relative(workspaceRoot, folder);
  console.log(`${place}: ${files.length} objects. Do: kubectl apply -f ${place}`);
  if (unchecked.length > 0) {
    console.log(
      `not checked, as the cluster's own definitions say how they look: ${unchecked.join(', ')}`,
    );
  }
  return 0;
});
