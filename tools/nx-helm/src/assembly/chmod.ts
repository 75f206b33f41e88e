import type { FileNode } from '../image/layers.ts';
import { Unsupported } from './engine-needed.ts';
import type { ChmodStep } from './stage.ts';
import type { Contents, StageTree } from './stage-tree.ts';

/** Does what `RUN chmod` does; links below a folder stay as they are. */
export function applyChmod(tree: StageTree, step: ChmodStep, contents: Contents): void {
  if (!['usr/bin/chmod', 'bin/chmod'].some((path) => tree.get(tree.resolve(path)))) {
    throw new Unsupported('RUN chmod in an image without chmod');
  }
  for (const given of step.paths) {
    const path = tree.resolve(given);
    const found = tree.get(path);
    if (found === undefined) throw new Unsupported(`RUN chmod of ${given}, which is not there`);
    const paths = [
      path,
      ...(step.isRecursive && found.type === 'directory' ? tree.below(path) : []),
    ];
    const nodes = new Set(paths.flatMap((each) => tree.get(each) ?? []));
    refuseLinked(tree, nodes);
    const changed = [...nodes]
      .filter(({ type }) => type !== 'symlink')
      .map((node) => [node, withMode(node, step.mode, contents)] as const);
    tree.replace(new Map(changed));
  }
}

/** The storage of some engines takes such names apart when one is changed. */
function refuseLinked(tree: StageTree, nodes: ReadonlySet<FileNode>): void {
  const names = new Map<FileNode, string>();
  for (const [path, node] of tree.nodes) {
    const other = node.type === 'file' && nodes.has(node) ? names.get(node) : undefined;
    if (other !== undefined) {
      throw new Unsupported(`RUN chmod of ${other}, which is ${path} too, needs an engine`);
    }
    names.set(node, path);
  }
}

function withMode(node: FileNode, text: string, contents: Contents): FileNode {
  const isFolder = node.type === 'directory';
  const other = { ...node, mode: changedMode(node.mode, isFolder, text) };
  const content = contents.get(node);
  if (content !== undefined) contents.set(other, content);
  return other;
}

const bitsOf: Readonly<Record<string, number>> = { r: 0o444, w: 0o222, x: 0o111 };
const classBits: Readonly<Record<string, number>> = { u: 0o700, g: 0o070, o: 0o007, a: 0o777 };

/** `644`, or `u=rwX,go=rX`, where X is x for folders and for what somebody may execute already. */
export function changedMode(mode: number, isFolder: boolean, text: string): number {
  if (/^[0-7]+$/.test(text)) {
    // GNU's chmod keeps these of a folder unless more digits are given.
    const kept = isFolder ? mode & 0o6000 : 0;
    return Number.parseInt(text, 8) | kept;
  }
  return text.split(',').reduce((current, clause) => changedBy(current, isFolder, clause), mode);
}

function changedBy(mode: number, isFolder: boolean, clause: string): number {
  const [, who = '', operator, letters = ''] = /^([ugoa]+)([-+=])([rwxX]*)$/.exec(clause) ?? [];
  const affected = [...who].reduce((bits, letter) => bits | (classBits[letter] ?? 0), 0);
  const isExecutable = isFolder || (mode & 0o111) !== 0;
  const plain = letters.replaceAll('X', isExecutable ? 'x' : '');
  const bits = affected & [...plain].reduce((sum, letter) => sum | (bitsOf[letter] ?? 0), 0);
  if (operator === '+') return mode | bits;
  return operator === '-' ? mode & ~bits : (mode & ~(affected | specialOf(who, isFolder))) | bits;
}

/** What `=` takes away besides, but from folders. */
function specialOf(who: string, isFolder: boolean): number {
  if (isFolder) return 0;
  const isAll = who.includes('a');
  return (isAll || who.includes('u') ? 0o4000 : 0) | (isAll || who.includes('g') ? 0o2000 : 0);
}
