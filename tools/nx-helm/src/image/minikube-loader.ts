import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { withTemporaryPlace } from '../base/temporary-place.ts';
import type { Loader, LoaderProgram, NodeImage } from './loader.ts';
import { loaderRun } from './loader.ts';

/** Works for every driver, runtime and number of nodes; the archive goes to each of them. */
export function minikubeLoader(minikube: string, profile: string): Loader {
  const program: LoaderProgram = {
    program: minikube,
    checkCommand: `minikube status --profile ${profile}`,
  };
  const ask = (...args: readonly string[]) =>
    loaderRun(program, ['--profile', profile, 'image', ...args]);
  const list = async () => parseImages(await ask('ls', '--format', 'json'));
  return {
    name: 'minikube',
    references: async () => new Set((await list()).map(({ reference }) => reference)),
    list,
    // From its standard input Minikube makes a copy of its own, which it never removes.
    load: (archive) =>
      withTemporaryPlace({ purpose: 'load' }, async (folder) => {
        const file = join(folder, 'image.tar');
        await pipeline(archive, createWriteStream(file));
        await ask('load', file);
      }),
    remove: async (references) => {
      if (references.length > 0) await ask('rm', ...references);
    },
    usedBytes: () => Promise.resolve(undefined),
  };
}

interface MinikubeImage {
  readonly repoTags?: readonly string[] | null;
  readonly size?: string;
}

function parseImages(json: string): NodeImage[] {
  const images = JSON.parse(json || '[]') as readonly MinikubeImage[];
  return images.flatMap(({ repoTags, size }) =>
    (repoTags ?? []).map((reference) => ({ reference, sizeBytes: Number(size ?? 0) })),
  );
}
