import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { getObjects, kubeContext, kubectl, namespace } from '../cluster/kubectl.ts';
import { workspaceRoot } from '../environment.ts';
import { must, programPath } from '../run.ts';

/** What a deploy that changes nothing must leave as it was. */
export interface Snapshot {
  /** One name per release and revision, from Helm's own Secrets. */
  revisions: string[];
  pods: string[];
  /** Tags on the node. */
  nodeImages: string[];
  /** The last real build of each image, by what nx-helm notes of it. */
  builds: string[];
}

const podsSchema = z.object({
  items: z.array(z.object({ metadata: z.object({ name: z.string(), uid: z.string() }) })),
});

const buildSchema = z.object({ reference: z.string(), builtAt: z.string() });
const imagesSchema = z.array(z.object({ repoTags: z.array(z.string()) }));

/** The archives themselves prove nothing: Nx may write them anew from its cache without a build. */
function builds(folder = join(workspaceRoot, 'dist', 'builds')): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder).map((name) => {
    const { reference, builtAt } = buildSchema.parse(
      JSON.parse(readFileSync(join(folder, name), 'utf8')),
    );
    return `${reference} built at ${builtAt}`;
  });
}

/** Asked of the runtime: a node's status names fifty images at most, and lags behind. */
async function nodeImages(): Promise<string[]> {
  const args = ['--profile', kubeContext, 'image', 'ls', '--format', 'json'];
  const stdout = await must(programPath('minikube'), args, {
    code: 'IMAGE_LIST_FAILED',
    fix: 'npx nx run minikube:cluster-status',
  });
  return imagesSchema.parse(JSON.parse(stdout)).flatMap((image) => image.repoTags);
}

export async function takeSnapshot(): Promise<Snapshot> {
  const ownedByHelm = ['-n', namespace, '-l', 'owner=helm', '-o', 'name'];
  const secrets = await kubectl(['get', 'secrets', ...ownedByHelm]);
  const pods = await getObjects(podsSchema, ['pods', '-n', namespace]);
  return {
    revisions: secrets.trim().split('\n').sort(),
    pods: pods.items.map(({ metadata }) => `${metadata.name} ${metadata.uid}`).sort(),
    nodeImages: (await nodeImages()).sort(),
    builds: builds().sort(),
  };
}

/** One line for each thing that is in only one of the two snapshots. */
export function differences(before: Snapshot, after: Snapshot): string[] {
  const kinds = Object.keys(before) as Array<keyof Snapshot>;
  return kinds.flatMap((kind) => [
    ...after[kind]
      .filter((each) => !before[kind].includes(each))
      .map((each) => `new ${kind}: ${each}`),
    ...before[kind]
      .filter((each) => !after[kind].includes(each))
      .map((each) => `gone ${kind}: ${each}`),
  ]);
}
