import { createRequire } from 'node:module';
import type { Tree } from '@nx/devkit';
import type * as OfNx from '@nx/js/src/release/version-actions';
import { writeChartVersion } from './chart-version.ts';

// An import would give the default export of a CommonJS module wrapped once more.
const ofNx = createRequire(import.meta.url)('@nx/js/src/release/version-actions') as typeof OfNx;

export const { afterAllProjectsVersioned } = ofNx;

/** A project with a package.json: as Nx does it, and the project's chart. */
export default class NodeVersionActions extends ofNx.default {
  override async updateProjectVersion(tree: Tree, version: string): Promise<string[]> {
    const messages = await super.updateProjectVersion(tree, version);
    return [...messages, ...writeChartVersion(tree, this.projectGraphNode.data.root, version)];
  }
}
