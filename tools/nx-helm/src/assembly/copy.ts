import { posix } from 'node:path';
import type { FileNode } from '../image/layers.ts';
import { Unsupported } from './engine-needed.ts';
import type { CopyStep, Owner } from './stage.ts';
import type { Contents, StageTree } from './stage-tree.ts';

const root: Owner = { userId: 0, groupId: 0 };

/** Bits that some engines take from a context's files, and others leave. */
const specialBits = 0o7000;

/** Does what a COPY does, from the files of a context or of another stage. */
export function applyCopy(
  tree: StageTree,
  source: StageTree,
  step: CopyStep,
  contents: Contents,
): void {
  const found = step.sources.map((pattern) => matches(source, pattern));
  const count = found.flat().length;
  const isFolder = step.isFolder || tree.isFolder(step.target);
  const isPattern = step.sources.some(hasWildcard);
  if (!isFolder && (count > 1 || isPattern)) {
    throw new Unsupported('COPY of several files to what is no folder needs an engine');
  }
  const copy = new Copy(tree, source, step, contents);
  for (const path of found.flat()) copy.take(path, isFolder);
}

const hasWildcard = (pattern: string): boolean => /[*?]/.test(pattern);

function matches(source: StageTree, pattern: string): string[] {
  const found = hasWildcard(pattern) ? wildcardMatches(source, pattern) : [pattern];
  const real = found.map((path) => {
    const parent = path.includes('/') ? source.resolve(posix.dirname(path)) : '';
    return path === '' ? '' : posix.join(parent, posix.basename(path));
  });
  const missing = real.length === 0 || real.some((path) => source.get(path) === undefined);
  if (missing) throw new Unsupported(`COPY of ${pattern}, which is not there`);
  return real;
}

function wildcardMatches(source: StageTree, pattern: string): string[] {
  const literal = pattern.replaceAll(/[.+^$()|{}]/g, String.raw`\$&`);
  const form = new RegExp(`^${literal.replaceAll('*', '[^/]*').replaceAll('?', '[^/]')}$`, 'u');
  return [...source.nodes.keys()].filter((path) => path !== '' && form.test(path)).sort();
}

class Copy {
  readonly #tree: StageTree;
  readonly #source: StageTree;
  readonly #step: CopyStep;
  readonly #contents: Contents;
  /** One file of several names stays one, as long as one folder that is copied has them. */
  #copies = new Map<FileNode, FileNode>();

  constructor(tree: StageTree, source: StageTree, step: CopyStep, contents: Contents) {
    this.#tree = tree;
    this.#source = source;
    this.#step = step;
    this.#contents = contents;
  }

  take(path: string, isFolder: boolean): void {
    const { target, owner = root } = this.#step;
    this.#copies = new Map();
    const node = this.#source.get(path);
    if (node?.type === 'directory') {
      const folder = this.#tree.makeFolder(target, owner);
      for (const each of this.#source.below(path)) {
        const name = path === '' ? each : each.slice(path.length + 1);
        this.#put(each, posix.join(folder, name));
      }
      return;
    }
    if (node?.type !== 'file') throw new Unsupported(`COPY of the link ${path} needs an engine`);
    const parent = this.#tree.makeFolder(isFolder ? target : posix.dirname(target), owner);
    this.#put(path, posix.join(parent, posix.basename(isFolder ? path : target)));
  }

  #put(path: string, target: string): void {
    const node = this.#source.get(path);
    const before = this.#tree.get(target);
    if (node === undefined) return;
    if (before !== undefined && before.type !== node.type) {
      throw new Unsupported(`COPY over /${target}, which is of another kind, needs an engine`);
    }
    this.#refuseUncertain(path, node);
    this.#tree.set(target, this.#copyOf(node));
  }

  #refuseUncertain(path: string, node: FileNode): void {
    const isKnown = ['file', 'directory', 'symlink'].includes(node.type);
    const isOfContext = this.#step.from.kind === 'context';
    const isSpecial = isOfContext && node.type !== 'symlink' && (node.mode & specialBits) !== 0;
    if (!isKnown || isSpecial || node.extendedAttributes !== undefined || path.includes('\uFFFD')) {
      throw new Unsupported(`${path} is no plain file, so COPY needs an engine`);
    }
  }

  #copyOf(node: FileNode): FileNode {
    const known = this.#copies.get(node);
    if (known !== undefined) return known;
    const { mode, owner } = this.#step;
    const copy = {
      ...node,
      ...owner,
      mode: node.type === 'symlink' ? node.mode : (mode ?? node.mode),
    };
    const content = this.#contents.get(node);
    if (content !== undefined) this.#contents.set(copy, content);
    this.#copies.set(node, copy);
    return copy;
  }
}
