import { posix } from 'node:path';
import type { FileNode, FileTree } from '../image/layers.ts';
import { impliedFolder } from '../image/layers.ts';
import { Unsupported } from './engine-needed.ts';
import type { Owner } from './stage.ts';

/** Where the bytes of a file are. */
export interface ByteRange {
  readonly file: string;
  readonly start: number;
  /** Of these bytes, once somebody has read them. */
  sha256?: string;
  /** What the bytes follow from, where that can be known without them. */
  readonly origin?: string;
}

/** The contents of files, which are read only when a layer is written. */
export type Contents = WeakMap<FileNode, ByteRange>;

/** As many as file systems follow. */
const linksAtMost = 40;

/**
 * The files of a stage while it is assembled. Paths are relative to its root, which is the empty one;
 * two paths with the same node are hard links.
 */
export class StageTree {
  readonly #nodes: Map<string, FileNode>;
  #changed = new Set<string>();

  constructor(nodes: FileTree) {
    this.#nodes = new Map([['', impliedFolder], ...nodes]);
  }

  get nodes(): FileTree {
    return this.#nodes;
  }

  get(path: string): FileNode | undefined {
    return this.#nodes.get(path);
  }

  set(path: string, node: FileNode): void {
    this.#nodes.set(path, node);
    if (path !== '') this.#changed.add(path);
  }

  /** What was set since the last time, with all folders above, as a layer has it. */
  takeChanges(): Map<string, FileNode> {
    const paths = new Set<string>();
    for (const changed of this.#changed) {
      for (let path = changed; path !== '' && path !== '.'; path = posix.dirname(path)) {
        paths.add(path);
      }
    }
    this.#changed = new Set();
    const sorted = [...paths].sort();
    return new Map(sorted.map((path) => [path, this.#nodes.get(path) ?? impliedFolder]));
  }

  /** The real path, links followed within the tree; parts that are not there stay as they are. */
  resolve(path: string): string {
    let rest = partsOf(path);
    let real: string[] = [];
    for (let links = 0; rest.length > 0;) {
      const [part = '', ...others] = rest;
      rest = others;
      if (part === '..') {
        real = real.slice(0, -1);
        continue;
      }
      const node = this.#nodes.get([...real, part].join('/'));
      if (node?.type !== 'symlink') {
        real = [...real, part];
        continue;
      }
      links += 1;
      if (links > linksAtMost) throw new Unsupported(`${path} leads through a circle of links`);
      const link = node.link ?? '';
      if (link.startsWith('/')) real = [];
      rest = [...partsOf(link), ...rest];
    }
    return real.join('/');
  }

  isFolder(path: string): boolean {
    return this.#nodes.get(this.resolve(path))?.type === 'directory';
  }

  /** Makes what is missing of a folder's path, and gives its real one. */
  makeFolder(path: string, owner: Owner): string {
    const real = this.resolve(path);
    const parts = partsOf(real);
    for (let end = 1; end <= parts.length; end += 1) {
      const folder = parts.slice(0, end).join('/');
      const found = this.#nodes.get(folder);
      if (found === undefined) this.set(folder, { ...impliedFolder, ...owner });
      else if (found.type !== 'directory') throw new Unsupported(`/${folder} is no folder`);
    }
    return real;
  }

  /** A folder's own path and all below it, sorted. */
  below(folder: string): string[] {
    const prefix = folder === '' ? '' : `${folder}/`;
    return [...this.#nodes.keys()].filter((path) => path !== '' && path.startsWith(prefix)).sort();
  }

  /** Puts other nodes in the place of some, under all of their names. */
  replace(replacements: ReadonlyMap<FileNode, FileNode>): void {
    for (const [path, node] of this.#nodes) {
      const other = replacements.get(node);
      if (other !== undefined) this.set(path, other);
    }
  }
}

function partsOf(path: string): string[] {
  return path.split('/').filter((part) => part !== '' && part !== '.');
}
