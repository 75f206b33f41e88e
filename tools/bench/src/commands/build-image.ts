import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runMain } from '@taskora/base/run-main';
import { formatSpan, type SpanName } from '@taskora/base/spans/span';
import { childEnvironment } from '@taskora/dev/environment';
import {
  buildByEngine,
  loadOntoNode,
  succeed,
  tagById,
} from '../deployments/skaffold/engine-images.ts';

/**
 * `build-image.ts WORKSPACE SERVICE ENVIRONMENT`: what Skaffold calls to build one image, and its
 * custom builder's whole contract: the image has the name in $IMAGE afterwards, and is on the node.
 * It gets the best there is, the build through Nx with its cache and daemon. Nx's environment comes
 * from a file: with Skaffold's own variables, the daemon would make its graph anew at each change of
 * the tool, and both would wait for it.
 */
const [workspace = '', service = '', environmentFile = ''] = process.argv.slice(2);

async function main(): Promise<number> {
  const image = childEnvironment()['IMAGE'] ?? '';
  const target = service === 'api' ? 'build' : 'build-digest';
  const environment = JSON.parse(readFileSync(environmentFile, 'utf8')) as Record<string, string>;
  const pairs = Object.entries(environment).map(([name, value]) => `${name}=${value}`);
  const nx = join(workspace, 'node_modules/.bin/nx');
  await succeed(workspace, 'env', ['-i', ...pairs, nx, 'run', `${service}:${target}`]);
  const spans = environment['NX_HELM_SPANS'];
  const spanned = async <Result>(name: SpanName, work: () => Promise<Result>): Promise<Result> => {
    const startMs = Date.now();
    const result = await work();
    const span = { name, of: service, startMs, endMs: Date.now() };
    if (spans !== undefined) appendFileSync(spans, formatSpan(span));
    return result;
  };
  const name = await spanned('image', async () => {
    const dockerfile = join('apps', service, 'Dockerfile');
    const context = join('dist/apps', service);
    await buildByEngine({ workspace, dockerfile, context, image });
    return tagById(workspace, image);
  });
  await spanned('transfer', () => loadOntoNode(workspace, name));
  return 0;
}

await runMain(main);
