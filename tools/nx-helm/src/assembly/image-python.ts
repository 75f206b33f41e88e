import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, mkdir, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { dirname, join, posix } from 'node:path';
import { placeFolder, temporaryFolder } from '../base/folders.ts';
import { removeUnused } from '../base/unused.ts';
import { readElf } from './elf.ts';
import { Unsupported } from './engine-needed.ts';
import type { Contents, StageTree } from './stage-tree.ts';
import { readRange } from './read-contents.ts';

/** The Python of an image, unpacked so that this machine starts it: without an engine, as any user. */
export interface ImagePython {
  readonly program: string;
  /** What stands before Python's own arguments. */
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** The digest of all files that it may read. */
  readonly digest: string;
  /** As its bytecode is named: `cpython-313`. */
  readonly cacheTag: string;
}

const elfBytes = 4096;
const foldersOfPrograms = /^(?:usr|lib|lib64|bin)(?:\/|$)/;

/**
 * Starts it by its own loader and with its own libraries, so that what this machine has does not matter.
 */
export async function unpackPython(
  tree: StageTree,
  contents: Contents,
  searchPath: string,
  cacheFolder: string,
): Promise<ImagePython> {
  if (process.platform !== 'linux')
    throw new Unsupported("an image's Python starts on Linux alone");
  const python = findPython(tree, searchPath);
  const node = tree.get(python);
  const range = node === undefined ? undefined : contents.get(node);
  const version = /^python3\.(\d+)$/.exec(posix.basename(python))?.[1];
  if (node === undefined || range === undefined || version === undefined) {
    throw new Unsupported(`/${python} is no Python that is known here`);
  }
  const { architecture, loader } = readElf(readRange(range, node.sizeBytes, elfBytes));
  if (architecture !== process.arch)
    throw new Unsupported(`Python for ${architecture} needs an engine`);
  const files = programFiles(tree);
  const digest = digestOf(tree, files);
  const root = join(cacheFolder, digest.slice(0, 16));
  if (existsSync(root)) await utimes(root, new Date(), new Date());
  else await unpack(tree, contents, files, root);
  const realLoader = tree.resolve(loader);
  const libraries = [posix.dirname(realLoader), 'usr/lib'].map((folder) => join(root, folder));
  return {
    program: join(root, realLoader),
    args: ['--library-path', libraries.join(':'), join(root, python)],
    environment: { PYTHONHOME: join(root, posix.dirname(posix.dirname(python))) },
    digest,
    cacheTag: `cpython-3${version}`,
  };
}

function findPython(tree: StageTree, searchPath: string): string {
  const found = searchPath
    .split(':')
    .map((folder) => tree.resolve(`${folder}/python3`))
    .find((path) => tree.get(path)?.type === 'file');
  if (found === undefined) throw new Unsupported('RUN python3 in an image without Python');
  return found;
}

/** Only what the base itself has: the digests of its files are known. */
function programFiles(tree: StageTree): string[] {
  return [...tree.nodes]
    .filter(([path, { type, sha256 }]) => {
      if (!foldersOfPrograms.test(path)) return false;
      return type === 'symlink' || (type === 'file' && sha256 !== undefined);
    })
    .map(([path]) => path)
    .sort();
}

function digestOf(tree: StageTree, files: readonly string[]): string {
  const hash = createHash('sha256');
  for (const path of files) {
    const { sha256, link, mode } = tree.get(path) ?? {};
    hash.update(`${JSON.stringify([path, sha256, link, mode])}\n`);
  }
  return hash.digest('hex');
}

async function unpack(
  tree: StageTree,
  contents: Contents,
  files: readonly string[],
  root: string,
): Promise<void> {
  const work = await temporaryFolder(root);
  try {
    for (const path of files) {
      const node = tree.get(path);
      const target = join(work, path);
      await mkdir(dirname(target), { recursive: true });
      const range = node === undefined ? undefined : contents.get(node);
      if (node?.link !== undefined) await symlink(linkWithin(path, node.link), target);
      else if (node !== undefined && range !== undefined) {
        await writeFile(target, readRange(range, node.sizeBytes));
        await chmod(target, node.mode | 0o600);
      }
    }
    // Its name says what is in it, so the one of another run is as good, and may be in use.
    await placeFolder(work, root);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  await removeUnused(dirname(root));
}

/** A link from the image's root leads into this folder, and not to this machine's. */
function linkWithin(path: string, link: string): string {
  return link.startsWith('/') ? posix.relative(posix.dirname(`/${path}`), link) : link;
}
