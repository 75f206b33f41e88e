import { spanned } from '../../base/record-span.ts';
import { secondsSince, writeReport } from '../../base/task-reports.ts';
import { readEnvironment } from '../../chart/environment-file.ts';
import { connect } from '../../cluster/connect.ts';
import { readImage } from '../../image/image-description.ts';
import { ensureLoaded, selectLoader } from '../../image/loaders.ts';
import type { CachedReads } from '../batch.ts';
import { cachedReads } from '../batch.ts';
import type { Work } from '../report.ts';
import type { ImageLoadOptions } from './options.ts';
import { dryRunMode } from './options.ts';

interface Delivery {
  readonly reference: string;
  readonly action: 'present' | 'loaded' | 'pushed';
  /** For people: the nodes, or the registry's host. */
  readonly place: string;
}

/** Delivers the image to where the environment's pods pull it from: the nodes, or a registry. */
async function deliverImage(
  workspaceRoot: string,
  options: ImageLoadOptions,
  project: string,
  reads: CachedReads<ReadonlySet<string>>,
): Promise<Delivery> {
  const { environment: name, environmentsDirectory } = options;
  const image = readImage(workspaceRoot, project);
  const environment = readEnvironment(workspaceRoot, environmentsDirectory, name, project);
  const { registry, place } = environment;
  if (registry !== undefined) {
    // Loaded only for an environment with a registry: most decisions need none of what it imports.
    const { pushToRegistry } = await import('../../image/push-image.ts');
    const { readImageKeys } = await import('../../attestation/keys.ts');
    const keys = readImageKeys({ workspaceRoot, ...environment });
    const refuse = async (digest: string): Promise<void> => {
      if (keys === undefined) return;
      const { ensureAttested } = await import('../../attestation/attested-image.ts');
      await ensureAttested({ workspaceRoot, registry, project, image, digest, keys });
    };
    const action = await pushToRegistry(workspaceRoot, name, registry, image, refuse);
    return { reference: image.reference, action, place: `in ${registry.host}` };
  }
  const { context, assertCluster } = connect(
    workspaceRoot,
    { namespace: 'default', ...options, ...place },
    project,
  );
  await assertCluster();
  const loader = selectLoader(workspaceRoot, options.programsDirectory, context);
  const readReferences = () => reads(context, () => loader.references());
  const action = await ensureLoaded(loader, workspaceRoot, image, readReferences);
  return { reference: image.reference, action, place: 'on the node' };
}

/** For one image, or for those of a batch, which list the nodes' images once. */
export function loadImage(): Work<ImageLoadOptions> {
  const reads = cachedReads<ReadonlySet<string>>();
  return async (options, context, project) => {
    const { root } = context;
    if (dryRunMode(undefined, context) !== undefined) {
      console.log(`${project}: a dry run loads nothing`);
      return;
    }
    const started = Date.now();
    const { reference, action, place } = await spanned('transfer', project, () =>
      deliverImage(root, options, project, reads),
    );
    const durationSeconds = secondsSince(started);
    await writeReport(root, 'loads', project, { reference, action, durationSeconds });
    const result = action === 'present' ? `is ${place} already` : action;
    console.log(`${project}: ${reference} ${result}`);
  };
}
