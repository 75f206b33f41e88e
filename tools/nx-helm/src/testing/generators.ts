import type { Tree } from '@nx/devkit';
import { writeJson } from '@nx/devkit';
import { createTreeWithEmptyWorkspace } from '@nx/devkit/testing';

/** A workspace like the one that create-nx-workspace makes. */
export function shopWorkspace(): Tree {
  const tree = createTreeWithEmptyWorkspace();
  writeJson(tree, 'package.json', { name: '@shop/source', dependencies: {}, devDependencies: {} });
  tree.write('.gitignore', 'dist\nnode_modules\n');
  return tree;
}

/** Paths of what a generator made or changed. */
export function changedFiles(tree: Tree): string[] {
  return tree
    .listChanges()
    .map(({ path }) => path)
    .toSorted();
}

export function contents(tree: Tree): Readonly<Record<string, string>> {
  return Object.fromEntries(
    tree.listChanges().map(({ path, content }) => [path, content?.toString() ?? '']),
  );
}
