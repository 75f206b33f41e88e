import { UserError } from '@taskora/base/errors';
import type { AssemblyRequest, KnownBases } from '../assembly/assemble.ts';
import { assemble, readBases } from '../assembly/assemble.ts';
import { EngineNeeded } from '../assembly/engine-needed.ts';
import { FileDigests } from '../assembly/file-digests.ts';
import type { Contents } from '../assembly/stage-tree.ts';
import { readRange } from '../assembly/write-layer.ts';
import type { ImageDescription } from '../image/image-description.ts';
import type { FileNode, FileTree } from '../image/layers.ts';
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
  readonly #digests = new FileDigests();

  constructor({ workspaceRoot, bases }: Pick<AssemblyRequest, 'workspaceRoot' | 'bases'>) {
    this.#bases = readBases(workspaceRoot, bases);
  }

  async read({ folder, project, ...request }: FolderRequest): Promise<WantedFolder> {
    try {
      const { tree, contents } = await assemble({ ...request, known: this.#bases });
      return wantedFolder(tree, folder, {
        sumOf: (_path, node) => this.#digests.of(node, contents),
        readNode: (node) => bytesOf(node, contents),
      });
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

function bytesOf(node: FileNode, contents: Contents): Buffer {
  const range = contents.get(node);
  return range === undefined ? Buffer.alloc(0) : readRange(range, node.sizeBytes);
}

interface Reading {
  readonly sumOf: (path: string, node: FileNode) => string;
  readonly readNode: (node: FileNode) => Buffer;
}

function wantedFolder(tree: FileTree, folder: string, { sumOf, readNode }: Reading): WantedFolder {
  const content = contentBelow(tree, folder, sumOf);
  const prefix = folder.replaceAll(/^\/+|\/+$/g, '');
  return {
    content,
    contentId: folderId(content),
    readFile: (path) => {
      const node = tree.get(`${prefix}/${path}`);
      return node === undefined ? Buffer.alloc(0) : readNode(node);
    },
  };
}

/** The same folder of an image that was built, by its stored layers. */
export async function readBuiltFolder(
  workspaceRoot: string,
  image: ImageDescription,
  folder: string,
): Promise<WantedFolder> {
  const { contents, images } = readBases(workspaceRoot, [image]);
  const { nodes } = await images.list(image.project);
  return wantedFolder(nodes, folder, {
    sumOf: (_path, node) => node.sha256 ?? '',
    readNode: (node) => bytesOf(node, contents),
  });
}
