import { Readable } from 'node:stream';
import { buffer, text } from 'node:stream/consumers';
import { extract } from 'tar-stream';
import type { Loader } from '../image/loader.ts';

/** A node that knows images by name, and takes each archive under the name that is in it. */
export function testLoader(references: readonly string[]) {
  const present = new Set(references);
  const loaded: Buffer[] = [];
  const loader: Loader = {
    name: 'test',
    references: () => Promise.resolve(new Set(present)),
    list: () => Promise.resolve([...present].map((reference) => ({ reference, sizeBytes: 1 }))),
    load: async (archive) => {
      const bytes = await buffer(archive);
      loaded.push(bytes);
      for (const name of await namesIn(bytes)) present.add(name);
    },
    remove: (names) => {
      for (const name of names) present.delete(name);
      return Promise.resolve();
    },
    usedBytes: () => Promise.resolve(present.size),
  };
  return { loader, loaded };
}

/** As a docker-archive says it, or the index of an OCI layout. */
async function namesIn(archive: Buffer): Promise<readonly string[]> {
  const extractor = extract();
  Readable.from([archive]).pipe(extractor);
  const names: string[] = [];
  for await (const entry of extractor) {
    const content = await text(entry);
    if (entry.header.name === 'manifest.json') names.push(...tagsOf(content));
    if (entry.header.name === 'index.json') names.push(...namesOf(content));
  }
  return names;
}

function tagsOf(manifest: string): readonly string[] {
  const [image] = JSON.parse(manifest) as { RepoTags: string[] }[];
  return image?.RepoTags ?? [];
}

function namesOf(index: string): readonly string[] {
  const { manifests } = JSON.parse(index) as { manifests: { annotations: Named }[] };
  return manifests.map(({ annotations }) => annotations['io.containerd.image.name']);
}

interface Named {
  readonly 'io.containerd.image.name': string;
}
