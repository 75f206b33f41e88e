import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { pathWithin } from '@taskora/base/files';
import ts from 'typescript';
import { importsOf, linesOf, scriptsIn } from './sources.ts';

export interface Measures {
  readonly files: number;
  readonly folders: number;
  readonly medianLines: number;
}

/** Of the scripts in a folder. */
export function measuresOf(folder: string): Measures {
  const files = scriptsIn(folder);
  const lengths = files.map(linesOf).toSorted((one, other) => one - other);
  return {
    files: files.length,
    folders: new Set(files.map((file) => dirname(file))).size,
    medianLines: lengths[Math.floor(lengths.length / 2)] ?? 0,
  };
}

/** Files that programs load or may load, themselves included: their imports, and theirs. */
export function reachedFrom(...entries: readonly string[]): string[] {
  const reached = new Set(entries);
  // A set is iterated to its end, also over what is added meanwhile.
  for (const file of reached) for (const imported of importsOf(file)) reached.add(imported);
  return [...reached];
}

/**
 * Whether a file has a decision in it: an `if`, a `switch` or a conditional expression. What has
 * none is types, tables, and hands on what others decide.
 */
export function decides(file: string): boolean {
  const visit = (node: ts.Node): boolean =>
    ts.isIfStatement(node) ||
    ts.isSwitchStatement(node) ||
    ts.isConditionalExpression(node) ||
    ts.forEachChild(node, (child) => visit(child) || undefined) === true;
  const text = readFileSync(file, 'utf8');
  return visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true));
}

/** Files that start a process by themselves, and not by the base. */
export function processStarts(folder: string): string[] {
  return scriptsIn(folder).filter((file) =>
    /^import (?!type)[^;]* from '(?:node:child_process|tinyexec)'/m.test(
      readFileSync(file, 'utf8'),
    ),
  );
}

type Edges = ReadonlyMap<string, ReadonlySet<string>>;

/** Circles of imports among the files of a folder; each is a set of files that all reach each other. */
export function fileCircles(folder: string): string[][] {
  const files = scriptsIn(folder);
  return circlesOf(new Map(files.map((file) => [file, new Set(importsOf(file))])));
}

/** Circles of imports among the rooms of a package: the folders of its source folder, and itself. */
export function roomCircles(folder: string): string[][] {
  const roomOf = (file: string): string => pathWithin(folder, dirname(file)).split('/')[0] ?? '';
  const edges = new Map<string, Set<string>>();
  for (const file of scriptsIn(folder)) {
    const from = roomOf(file);
    const ends = edges.get(from) ?? new Set<string>();
    for (const imported of importsOf(file)) ends.add(roomOf(imported));
    ends.delete(from);
    edges.set(from, ends);
  }
  return circlesOf(edges);
}

function circlesOf(edges: Edges): string[][] {
  const reached = new Map([...edges.keys()].map((node) => [node, reachedBy(node, edges)]));
  const isMutual = (one: string, other: string): boolean =>
    reached.get(one)?.has(other) === true && reached.get(other)?.has(one) === true;
  const circles: string[][] = [];
  for (const node of edges.keys()) {
    if (!isMutual(node, node) || circles.flat().includes(node)) continue;
    circles.push([...edges.keys()].filter((other) => isMutual(node, other)));
  }
  return circles;
}

function reachedBy(node: string, edges: Edges): Set<string> {
  const reached = new Set(edges.get(node));
  for (const each of reached) for (const next of edges.get(each) ?? []) reached.add(next);
  return reached;
}
