import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { kubectl, namespace } from '../cluster/kubectl.ts';
import { workspaceRoot } from '../environment.ts';

/** What a deploy that changes nothing must leave as it was. */
export interface Snapshot {
  /** One name per release and revision, from Helm's own Secrets. */
  revisions: string[];
  pods: string[];
  /** Images on the node, by name and digest. */
  nodeImages: string[];
  /** Archives of built images, by name and time of writing. */
  archives: string[];
}

const podsSchema = z.object({
  items: z.array(z.object({ metadata: z.object({ name: z.string(), uid: z.string() }) })),
});

const nodesSchema = z.object({
  items: z.array(
    z.object({ status: z.object({ images: z.array(z.object({ names: z.array(z.string()) })) }) }),
  ),
});

function archives(folder = join(workspaceRoot, 'dist', 'images')): string[] {
  const built = readdirSync(folder).filter((name) => !name.startsWith('.'));
  return built.map((name) => {
    const { mtimeMs } = statSync(join(folder, name, 'image.tar'));
    return `${name} ${mtimeMs}`;
  });
}

async function read<T>(schema: z.ZodType<T>, args: string[]): Promise<T> {
  return schema.parse(JSON.parse(await kubectl(['get', ...args, '-o', 'json'])));
}

export async function takeSnapshot(): Promise<Snapshot> {
  const secrets = await kubectl([
    'get',
    'secrets',
    '-n',
    namespace,
    '-l',
    'owner=helm',
    '-o',
    'name',
  ]);
  const pods = await read(podsSchema, ['pods', '-n', namespace]);
  const nodes = await read(nodesSchema, ['nodes']);
  return {
    revisions: secrets.trim().split('\n').sort(),
    pods: pods.items.map(({ metadata }) => `${metadata.name} ${metadata.uid}`).sort(),
    nodeImages: nodes.items
      .flatMap((node) => node.status.images.flatMap((each) => each.names))
      .sort(),
    archives: archives().sort(),
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
