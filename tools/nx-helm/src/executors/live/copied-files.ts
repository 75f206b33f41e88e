import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Folders of the workspace that a build copies as they are, each with its place in the build's output. */
export type CopiedFolders = Readonly<Record<string, string>>;

const bytecode = /(?:^|\/)__pycache__(?:\/|$)|\.pyc$/;

/**
 * What was saved in folders that a build only copies: it stands in the place of what the last build has,
 * and no build has to run for it.
 */
export class CopiedFiles {
  readonly #root: string;
  readonly #folders: CopiedFolders;
  readonly #changed = new Map<string, string | undefined>();

  constructor(root: string, folders: CopiedFolders) {
    this.#root = root;
    this.#folders = folders;
  }

  /** Paths of the build's output, each with the file that is there now; undefined is none. */
  get changed(): ReadonlyMap<string, string | undefined> {
    return this.#changed;
  }

  /** Takes over what is only copied, and gives the files that a build is needed for. */
  take(files: readonly string[]): string[] {
    return files.filter((file) => {
      if (bytecode.test(file)) return false;
      const place = this.#placeOf(file);
      if (place === undefined) return true;
      const source = join(this.#root, file);
      const isThere = existsSync(source);
      if (isThere && statSync(source).isDirectory()) return false;
      // What is set again comes last: a file may be where a folder was deleted before.
      this.#changed.delete(place);
      this.#changed.set(place, isThere ? source : undefined);
      return false;
    });
  }

  /** A build has copied all of it. */
  forget(): void {
    this.#changed.clear();
  }

  #placeOf(file: string): string | undefined {
    for (const [folder, place] of Object.entries(this.#folders))
      if (file.startsWith(`${folder}/`)) return `${place}${file.slice(folder.length)}`;
    return undefined;
  }
}
