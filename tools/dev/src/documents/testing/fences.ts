import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from '../../environment.ts';

/** A fenced part of a document. */
export interface Fence {
  readonly file: string;
  /** The first line of its text, from 1. */
  readonly line: number;
  readonly language: string;
  /** What stands behind the language. */
  readonly info: string;
  readonly text: string;
}

const fence = /^( *)```(\w+)[ \t]*([^\n]*)\n([^]*?)^\1```$/gm;

export function fencesIn(file: string, document: string): readonly Fence[] {
  return [...document.matchAll(fence)].map(
    ({ 1: indent = '', 2: language = '', 3: info = '', 4: text = '', index }) => ({
      file,
      line: document.slice(0, index).split('\n').length + 1,
      language,
      info: info.trim(),
      // Inside a list a fence is indented, and its text as far.
      text: text.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
    }),
  );
}

/** The documents for people, changelogs aside, by path from the workspace's root. */
export function documentFiles(root = workspaceRoot): readonly string[] {
  return globSync(['*.md', '{docs,apps,libs,infra,tools}/**/*.md', '.agents/**/*.md'], {
    cwd: root,
    exclude: (name) => /node_modules|\.venv|dist|__fixtures__|files\/|CHANGELOG\.md$/.test(name),
  }).toSorted();
}

export const readFences = (root = workspaceRoot): readonly Fence[] =>
  documentFiles(root).flatMap((file) => fencesIn(file, readFileSync(join(root, file), 'utf8')));
