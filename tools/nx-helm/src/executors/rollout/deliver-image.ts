import { readEnvironment } from '../../helm/environment-file.ts';
import { readImage } from '../../image/image-description.ts';
import { connect } from '../../kubernetes/connect.ts';
import { ensureLoaded } from '../../loader/ensure-loaded.ts';
import { selectLoader } from '../../loader/select-loader.ts';
import type { ImageLoadOptions } from './options.ts';
import type { SharedLooks } from './shared-looks.ts';

export interface Delivery {
  readonly reference: string;
  readonly action: 'present' | 'loaded' | 'pushed';
  /** For people: the nodes, or the registry's host. */
  readonly place: string;
}

/** Takes the image to where the pods of the environment find it: to the nodes, or to a registry. */
export async function deliverImage(
  workspaceRoot: string,
  options: ImageLoadOptions,
  project: string,
  looks: SharedLooks<ReadonlySet<string>>,
): Promise<Delivery> {
  const { environment: name, environmentsDirectory } = options;
  const image = readImage(workspaceRoot, project);
  const { registry, place } = readEnvironment(workspaceRoot, environmentsDirectory, name, project);
  if (registry !== undefined) {
    const { pushToRegistry } = await import('./push-to-registry.ts');
    return pushToRegistry(workspaceRoot, name, registry, image);
  }
  const { context, assertCluster } = connect(
    workspaceRoot,
    { namespace: 'default', ...options, ...place },
    project,
  );
  await assertCluster();
  const loader = selectLoader(workspaceRoot, options.programsDirectory, context);
  const firstLook = () => looks(context, () => loader.references());
  const action = await ensureLoaded(loader, image.reference, workspaceRoot, project, firstLook);
  return { reference: image.reference, action, place: 'on the node' };
}
