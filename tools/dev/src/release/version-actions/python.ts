import { join } from 'node:path';
import type { Tree } from '@nx/devkit';
import { writeChartVersion } from './chart-version.ts';
import { TextManifestActions } from './text-manifest.ts';

const documentVersion = /("info": \{[^}]*"version": ")[^"]+(")/;

/** A project with a pyproject.toml, and with the document of its HTTP API and a chart beside it. */
export default class PythonVersionActions extends TextManifestActions {
  validManifestFilenames: [string] = ['pyproject.toml'];
  /** The first version below `[project]`, and not one of a tool's settings. */
  protected readonly versionPattern = /^(\[project\]\n(?:(?!\[).*\n)*?version = ")([^"]+)(")/m;
  protected readonly versionPlace = 'version below [project]';

  override async init(tree: Tree): Promise<void> {
    await super.init(tree);
    // A manifest, too, so that Nx leaves the form in which the API writes it.
    const manifestPath = join(this.projectGraphNode.data.root, 'openapi.json');
    if (!tree.exists(manifestPath)) return;
    this.manifestsToUpdate.push({ manifestPath, preserveLocalDependencyProtocols: false });
  }

  protected withVersion(text: string, version: string): string {
    return text
      .replace(this.versionPattern, `$1${version}$3`)
      .replace(documentVersion, `$1${version}$2`);
  }

  override async updateProjectVersion(tree: Tree, version: string): Promise<string[]> {
    const messages = await super.updateProjectVersion(tree, version);
    return [...messages, ...writeChartVersion(tree, this.projectGraphNode.data.root, version)];
  }
}
