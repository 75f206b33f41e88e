import { join } from 'node:path';
import type { Tree } from '@nx/devkit';
import { VersionActions } from 'nx/release';

/** A project whose version stands in a text file that Nx does not know, and that no registry has. */
export abstract class TextManifestActions extends VersionActions {
  override excludeManifestsFromFormatting = true;
  abstract override validManifestFilenames: [string];

  /** Three groups, of which the second is the version. */
  protected abstract readonly versionPattern: RegExp;
  /** Where the version stands in the manifest, for people. */
  protected abstract readonly versionPlace: string;

  /** The manifest with another version. */
  protected abstract withVersion(text: string, version: string): string;

  readCurrentVersionFromSourceManifest(tree: Tree) {
    const manifestPath = join(this.projectGraphNode.data.root, this.validManifestFilenames[0]);
    const text = tree.read(manifestPath, 'utf8') ?? '';
    const [, , currentVersion] = this.versionPattern.exec(text) ?? [];
    if (currentVersion === undefined) {
      throw new Error(
        `RELEASE_NO_VERSION: ${manifestPath} has no ${this.versionPlace}. Do: add one there, such as 0.1.0`,
      );
    }
    return Promise.resolve({ currentVersion, manifestPath });
  }

  readCurrentVersionFromRegistry(): Promise<null> {
    return Promise.resolve(null);
  }

  readCurrentVersionOfDependency() {
    return Promise.resolve({ currentVersion: null, dependencyCollection: null });
  }

  updateProjectVersion(tree: Tree, version: string): Promise<string[]> {
    const messages = this.manifestsToUpdate.map(({ manifestPath }) => {
      tree.write(manifestPath, this.withVersion(tree.read(manifestPath, 'utf8') ?? '', version));
      return `New version ${version} written to manifest: ${manifestPath}`;
    });
    return Promise.resolve(messages);
  }

  updateProjectDependencies(): Promise<string[]> {
    return Promise.resolve([]);
  }
}
