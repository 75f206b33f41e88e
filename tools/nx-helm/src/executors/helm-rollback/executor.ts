import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ExecutorContext } from '@nx/devkit';
import { readEnvironment } from '../../chart/environment-file.ts';
import { refuseUnfitHelm } from '../../chart/helm.ts';
import { readReleases } from '../../cluster/cluster-state.ts';
import type { ClusterOptions } from '../../cluster/connect.ts';
import { selectLoader } from '../../image/loaders.ts';
import type { Attestation } from '../../release/attested-release.ts';
import { readAttestation } from '../../release/attested-release.ts';
import { rollback } from '../../release/rollback.ts';
import { connectRelease, refuseOtherEnvironment } from '../../release/stored-release.ts';
import { executor, pluginOptionsOf, refuseUnconfirmedChange } from '../report.ts';

export interface HelmRollbackOptions extends ClusterOptions {
  readonly imagePrefix?: string;
  readonly environment?: string;
  readonly confirm?: string;
  readonly revision?: number;
  readonly isSchemaRestored?: boolean;
  readonly reason?: string;
  readonly timeoutSeconds?: number;
}

const defaultTimeoutSeconds = 300;

export default executor<HelmRollbackOptions>(async (options, context, release) => {
  const { root } = context;
  const { environment } = options;
  await refuseUnconfirmedChange(options, context, release);
  const place = connectRelease(root, options, release);
  if (environment !== undefined) {
    refuseOtherEnvironment({ ...place, environment, releases: await readReleases(place.kubectl) });
  }
  await refuseUnfitHelm(place.helm, release);
  const attestation = attestationOf(options, context, release);
  const { fromRevision, toRevision, revision } = await rollback({
    ...place,
    imagePrefix: options.imagePrefix ?? 'local',
    // Failing to list a node's images is no reason to refuse a rollback; its pods will show a
    // missing image.
    onNodes: () =>
      selectLoader(root, options.programsDirectory, place.context)
        .references()
        .catch(() => undefined),
    ...(options.revision === undefined ? {} : { revision: options.revision }),
    ...(attestation === undefined ? {} : { attestation }),
    isSchemaRestored: options.isSchemaRestored ?? false,
    reason: (options.reason ?? '').trim(),
    timeoutSeconds: options.timeoutSeconds ?? defaultTimeoutSeconds,
  });
  console.log(
    `${release}: rolled back from revision ${fromRevision} to revision ${toRevision}, as revision ${revision}`,
  );
});

/** As a deploy to the same environment demands it. */
function attestationOf(
  options: HelmRollbackOptions,
  context: ExecutorContext,
  release: string,
): Attestation | undefined {
  const known = pluginOptionsOf(context);
  const { environment = known.environment } = options;
  const { environmentsDirectory: directory } = known;
  if (!existsSync(join(context.root, directory, `${environment}.yaml`))) return undefined;
  return readAttestation(
    context.root,
    readEnvironment(context.root, directory, environment, release),
  );
}
