import { runMain } from '@taskora/base/run-main';
import { childEnvironment } from '@taskora/dev/environment';
import { buildByEngine, loadOntoNode, tagById } from '../deployments/skaffold/engine-images.ts';

/**
 * `build-image-inside.ts WORKSPACE DOCKERFILE [CONTEXT]`: Skaffold's custom builder for an image in whose Dockerfile
 * the application is built or copied. The image has the name in $IMAGE afterwards, and is on the node.
 */
const [workspace = '', dockerfile = '', context = '.'] = process.argv.slice(2);

async function main(): Promise<number> {
  const image = childEnvironment()['IMAGE'] ?? '';
  await buildByEngine({ workspace, dockerfile, context, image });
  await loadOntoNode(workspace, await tagById(workspace, image));
  return 0;
}

await runMain(main);
