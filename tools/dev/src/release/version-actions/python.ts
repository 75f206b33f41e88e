import { join } from 'node:path';
import type { Tree } from '@nx/devkit';
import { VersionActions } from 'nx/release';
import { writeChartVersion } from './chart-version.ts';

/** The first version below `[project]`, and not one of a tool's settings. */
const projectVersion = /^(\[project\]\n(?:(?!\[).*\n)*?version = ")([^"]+)(")/m;
const documentVersion = /("info": \{[^}]*"version": ")[^"]+(")/;

/** A project with a pyproject.toml, and with the document of its HTTP API and a chart beside it. */
export default class PythonVersionActions extends VersionActions {
  override excludeManifestsFromFormatting = true;
  validManifestFilenames = ['pyproject.toml'];

  override async init(tree: Tree): Promise<void> {
    await super.init(tree);
    // A manifest, too, so that Nx leaves the form in which the API writes it.
    const manifestPath = join(this.projectGraphNode.data.root, 'openapi.json');
    if (!tree.exists(manifestPath)) return;
    this.manifestsToUpdate.push({ manifestPath, preserveLocalDependencyProtocols: false });
  }

  readCurrentVersionFromSourceManifest(tree: Tree) {
    const manifestPath = join(this.projectGraphNode.data.root, 'pyproject.toml');
    const [, , currentVersion] = projectVersion.exec(tree.read(manifestPath, 'utf8') ?? '') ?? [];
    if (currentVersion === undefined) {
      throw new Error(
        `RELEASE_NO_VERSION: ${manifestPath} has no version below [project]. Do: add version = "0.1.0" there`,
      );
    }
    return Promise.resolve({ currentVersion, manifestPath });
  }

  /** It is an application, which no registry of Python packages has. */
  readCurrentVersionFromRegistry(): Promise<null> {
    return Promise.resolve(null);
  }

  readCurrentVersionOfDependency() {
    return Promise.resolve({ currentVersion: null, dependencyCollection: null });
  }

  updateProjectVersion(tree: Tree, version: string): Promise<string[]> {
    const { root } = this.projectGraphNode.data;
    const messages = this.manifestsToUpdate.map(({ manifestPath }) => {
      const text = tree.read(manifestPath, 'utf8') ?? '';
      tree.write(manifestPath, withVersion(text, version));
      return `New version ${version} written to manifest: ${manifestPath}`;
    });
    return Promise.resolve([...messages, ...writeChartVersion(tree, root, version)]);
  }

  updateProjectDependencies(): Promise<string[]> {
    return Promise.resolve([]);
  }
}

function withVersion(text: string, version: string): string {
  return text.replace(projectVersion, `$1${version}$3`).replace(documentVersion, `$1${version}$2`);
}
