import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { loadImage } from '@taskora/dev/compose-images';
import { must, programPath } from '@taskora/dev/run';

export async function succeed(
  workspace: string,
  program: string,
  args: readonly string[],
): Promise<string> {
  const failure = {
    code: 'BENCH_BUILD_FAILED',
    fix: 'npx nx run-many -t container',
    directory: workspace,
  };
  return (await must(program, args, failure)).trim();
}

export interface EngineBuild {
  readonly workspace: string;
  /** The paths of the Dockerfile and of what it copies from, in the workspace or whole. */
  readonly dockerfile: string;
  readonly context: string;
  /** With a tag. */
  readonly image: string;
}

/** Builds by podman; the images of this workspace that the Dockerfile begins with are known to it. */
export async function buildByEngine(build: EngineBuild): Promise<void> {
  const { workspace, dockerfile, context, image } = build;
  // Limits that podman may set wherever it runs, also without the right to raise any.
  const limits = ['--ulimit', 'nofile=1024:1024', '--ulimit', 'nproc=1000:1000'];
  await succeed(workspace, 'podman', [
    ...['build', '--quiet', '--format=docker', '--network=none', '--pull=never'],
    ...limits,
    ...(await baseImages(workspace, dockerfile)),
    ...['--file', dockerfile, '--tag', image, context],
  ]);
}

/** The engine has them only if it built them: the plugin makes the services' images without it. */
async function baseImages(workspace: string, dockerfile: string): Promise<string[]> {
  const text = readFileSync(join(workspace, dockerfile), 'utf8');
  const names = [...text.matchAll(/^FROM (taskora\/(image-\w+))/gm)];
  const pairs = new Map(names.map(([, name = '', project = '']) => [name, project]));
  for (const project of pairs.values()) await loadImage('podman', project, workspace);
  return [...pairs].flatMap(([name, project]) => {
    const file = join(workspace, 'dist/images', project, 'image.json');
    const { reference } = JSON.parse(readFileSync(file, 'utf8')) as { reference: string };
    return ['--build-context', `${name}=docker-image://${reference}`];
  });
}

/** Gives an image the name by which Skaffold deploys it: a tag that it makes from the image's id. */
export async function tagById(workspace: string, image: string): Promise<string> {
  const inspect = ['image', 'inspect', '--format', '{{.Id}}', image];
  const id = await succeed(workspace, 'podman', inspect);
  const name = `${image.slice(0, image.lastIndexOf(':'))}:${id.replace('sha256:', '')}`;
  await succeed(workspace, 'podman', ['tag', image, name]);
  return name;
}

/** Takes the whole image to the node. */
export async function loadOntoNode(workspace: string, name: string): Promise<void> {
  const archive = join(workspace, 'dist', 'skaffold-image.tar');
  const save = ['save', '--quiet', '--format=docker-archive', '--output', archive, name];
  try {
    await succeed(workspace, 'podman', save);
    await succeed(workspace, programPath('minikube'), ['image', 'load', archive]);
  } finally {
    rmSync(archive, { force: true });
  }
}
