import { programPath, run } from '@taskora/dev/run';
import { skaffoldImagePrefix } from './names.ts';

const isOwn = (name: string): boolean => name.startsWith(`${skaffoldImagePrefix}/`);

const lines = (text: string): string[] => text.split('\n').map((line) => line.trim());

/** The images that Skaffold had built, from the build engine and from the nodes. */
export async function removeImages(): Promise<void> {
  const listed = await run('podman', ['images', '--format', '{{.Repository}}:{{.Tag}}']);
  const built = lines(listed.stdout).filter(isOwn);
  if (built.length > 0) await run('podman', ['rmi', '--force', ...built]);
  const onNode = lines((await run(programPath('minikube'), ['image', 'ls'])).stdout).filter(isOwn);
  if (onNode.length > 0) await run(programPath('minikube'), ['image', 'rm', ...onNode]);
}
