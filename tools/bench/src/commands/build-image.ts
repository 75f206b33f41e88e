import { appendFileSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { loadImage } from '@taskora/dev/compose-images';
import { childEnvironment } from '@taskora/dev/environment';
import { must, programPath } from '@taskora/dev/run';
import { runMain } from '@taskora/base/run-main';
import { formatSpan, type SpanName } from '@taskora/base/spans/span';

/**
 * `build-image.ts WORKSPACE SERVICE ENVIRONMENT`: what Skaffold calls to build one image, and its
 * custom builder's whole contract: the image has the name in $IMAGE afterwards, and is on the node.
 * It gets the best there is, the build through Nx with its cache and daemon. Nx's environment comes
 * from a file: with Skaffold's own variables, the daemon would make its graph anew at each change of
 * the tool, and both would wait for it.
 */
const [workspace = '', service = '', environmentFile = ''] = process.argv.slice(2);

async function succeed(program: string, args: string[]): Promise<string> {
  const fix = `npx nx run ${service}:build`;
  return (
    await must(program, args, { code: 'BENCH_BUILD_FAILED', fix, directory: workspace })
  ).trim();
}

/** The engine has them only if it built them: the plugin makes the services' images without it. */
async function baseImages(): Promise<string[]> {
  const dockerfile = readFileSync(join(workspace, 'apps', service, 'Dockerfile'), 'utf8');
  const names = [...dockerfile.matchAll(/^FROM (taskora\/(image-\w+))/gm)];
  const pairs = new Map(names.map(([, name = '', project = '']) => [name, project]));
  for (const project of pairs.values()) await loadImage('podman', project, workspace);
  return [...pairs].flatMap(([name, project]) => {
    const file = join(workspace, 'dist/images', project, 'image.json');
    const { reference } = JSON.parse(readFileSync(file, 'utf8')) as { reference: string };
    return ['--build-context', `${name}=docker-image://${reference}`];
  });
}

async function main(): Promise<number> {
  const image = childEnvironment()['IMAGE'] ?? '';
  const target = service === 'api' ? 'build' : 'build-digest';
  const environment = JSON.parse(readFileSync(environmentFile, 'utf8')) as Record<string, string>;
  const pairs = Object.entries(environment).map(([name, value]) => `${name}=${value}`);
  const nx = join(workspace, 'node_modules/.bin/nx');
  await succeed('env', ['-i', ...pairs, nx, 'run', `${service}:${target}`]);
  const spans = environment['NX_HELM_SPANS'];
  const spanned = async <Result>(name: SpanName, work: () => Promise<Result>): Promise<Result> => {
    const startMs = Date.now();
    const result = await work();
    const span = { name, of: service, startMs, endMs: Date.now() };
    if (spans !== undefined) appendFileSync(spans, formatSpan(span));
    return result;
  };
  const name = await spanned('image', () => buildImage(image));
  await spanned('transfer', () => loadOntoNode(name));
  return 0;
}

/** The name by which Skaffold deploys the image: a tag that it makes from the image's id. */
async function buildImage(image: string): Promise<string> {
  const file = join('apps', service, 'Dockerfile');
  // Limits that podman may set wherever it runs, also without the right to raise any.
  const limits = ['--ulimit', 'nofile=1024:1024', '--ulimit', 'nproc=1000:1000'];
  const build = ['build', '--quiet', '--format=docker', '--network=none', ...limits];
  await succeed('podman', [
    ...build,
    ...(await baseImages()),
    '-f',
    file,
    '-t',
    image,
    `dist/apps/${service}`,
  ]);
  const id = await succeed('podman', ['image', 'inspect', '--format', '{{.Id}}', image]);
  const name = `${image.slice(0, image.lastIndexOf(':'))}:${id.replace('sha256:', '')}`;
  await succeed('podman', ['tag', image, name]);
  return name;
}

async function loadOntoNode(name: string): Promise<void> {
  const archive = join(workspace, 'dist', `skaffold-${service}.tar`);
  try {
    await succeed('podman', [
      'save',
      '--quiet',
      '--format=docker-archive',
      '--output',
      archive,
      name,
    ]);
    await succeed(programPath('minikube'), ['image', 'load', archive]);
  } finally {
    rmSync(archive, { force: true });
  }
}

await runMain(main);
