import { UserError } from '@taskora/base/errors';
import type { AssembledImage, AssemblyRequest, KnownBases } from '../assembly/assemble.ts';
import { assemble, readBases } from '../assembly/assemble.ts';
import { EngineNeeded } from '../assembly/engine-needed.ts';
import { readRange } from '../assembly/read-contents.ts';
import type { ImageDescription } from '../image/image-description.ts';
import { contentBelow, folderId } from './folder-content.ts';
import type { WantedFolder } from './pod-sync.ts';

export type FolderRequest = Omit<AssemblyRequest, 'known'> & {
  readonly project: string;
  /** The application's folder in the image. */
  readonly folder: string;
};

/**
 * The application's folder as the image would hold it, made by the same steps that make the image, again
 * and again while files change.
 */
export class ImageFolder {
  readonly #bases: KnownBases;

  constructor({
    workspaceRoot,
    bases,
    kept,
  }: Pick<AssemblyRequest, 'workspaceRoot' | 'bases' | 'kept'>) {
    this.#bases = readBases({ workspaceRoot, cacheFolder: kept.cacheFolder }, bases);
  }

  async read({ folder, project, ...request }: FolderRequest): Promise<WantedFolder> {
    try {
      const assembled = await assemble({ ...request, known: this.#bases });
      const wanted = await wantedFolder(assembled, folder);
      assembled.keepDigests();
      return wanted;
    } catch (error) {
      if (!(error instanceof EngineNeeded)) throw error;
      throw new UserError(
        'NXHELM_LIVE_ENGINE',
        `what its image would hold is known only after an engine has built it: ${error.message}`,
        `npx nx run ${project}:helm-deploy after each change, or let its Dockerfile do without an engine`,
        { project, cause: error },
      );
    }
  }
}

async function wantedFolder(
  { tree, contents }: Pick<AssembledImage, 'tree' | 'contents'>,
  folder: string,
): Promise<WantedFolder> {
  const content = await contentBelow(tree, folder, contents);
  const prefix = folder.replaceAll(/^\/+|\/+$/g, '');
  return {
    content,
    contentId: folderId(content),
    readFile: (path) => {
      const node = tree.get(`${prefix}/${path}`);
      const range = node === undefined ? undefined : contents.get(node);
      if (node === undefined || range === undefined) return Buffer.alloc(0);
      return readRange(range, node.sizeBytes);
    },
  };
}

interface BuiltPlace {
  readonly workspaceRoot: string;
  readonly cacheFolder: string;
  /** The application's folder in the image. */
  readonly folder: string;
}

/** The same folder of an image that was built, by its stored layers. */
export async function readBuiltFolder(
  { folder, ...place }: BuiltPlace,
  image: ImageDescription,
): Promise<WantedFolder> {
  const { contents, images } = readBases(place, [image]);
  const { nodes } = await images.list(image.project);
  return wantedFolder({ tree: nodes, contents }, folder);
}
