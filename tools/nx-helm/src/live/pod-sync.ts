import { UserError } from '@taskora/base/errors';
import type { FolderContent } from './folder-content.ts';
import { changeBetween, folderId, isEmptyChange } from './folder-content.ts';
import type { SupervisorManifest } from './supervisor-client.ts';
import { SupervisorClient } from './supervisor-client.ts';

/** What the pods are to hold, and where its bytes are. */
export interface WantedFolder {
  readonly content: FolderContent;
  readonly contentId: string;
  readFile(path: string): Buffer;
}

export interface Sent {
  readonly written: number;
  readonly removed: number;
}

const attempts = 3;

/** One pod, and what its folder is known to hold. */
export class PodSync {
  readonly pod: string;
  readonly #client: SupervisorClient;
  readonly #project: string;
  #known: Pick<SupervisorManifest, 'content' | 'contentId'> | undefined;
  #instance: string | undefined;

  constructor(pod: string, port: number, project: string) {
    this.pod = pod;
    this.#project = project;
    this.#client = new SupervisorClient(port, project);
  }

  /**
   * Makes the pod's folder the wanted one, and compares the content id of before and of after. Undefined
   * where it was so already.
   */
  async bring(wanted: WantedFolder): Promise<Sent | undefined> {
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const present = (this.#known ??= await this.#client.manifest(true));
      const change = changeBetween(present.content, wanted.content);
      if (isEmptyChange(change)) return undefined;
      const { content } = wanted;
      const readFile = (path: string): Buffer => wanted.readFile(path);
      const after = await this.#client.sync(present.contentId, change, content, readFile);
      if (after === undefined) {
        // Somebody else wrote there; what is there now has to be read.
        this.#known = undefined;
        continue;
      }
      if (after.contentId !== wanted.contentId) throw this.#differs(after.contentId, wanted);
      this.#known = { content, contentId: after.contentId };
      return { written: change.write.length, removed: change.remove.length };
    }
    throw this.#differs('what others write there', wanted);
  }

  /** Why the pod has to be asked anew, such as after a restart of its container; undefined for no reason. */
  async change(): Promise<string | undefined> {
    const { instance, contentId } = await this.#client.state();
    const isFirst = this.#instance === undefined;
    const isRestarted = !isFirst && instance !== this.#instance;
    this.#instance = instance;
    const isOther = this.#known !== undefined && this.#known.contentId !== contentId;
    if (isRestarted || isOther) this.#known = undefined;
    if (isRestarted) return 'its container was started again';
    return isOther ? 'its folder was changed by somebody else' : undefined;
  }

  /** What the folder holds, all files read. */
  async read(): Promise<FolderContent> {
    return (await this.#client.manifest(true)).content;
  }

  #differs(found: string, wanted: WantedFolder): UserError {
    const project = this.#project;
    return new UserError(
      'NXHELM_LIVE_DIFFERS',
      `pod ${this.pod} holds ${found} after ${wanted.contentId} was sent to it`,
      `npx nx run ${project}:live again; if it stays so, npx nx run ${project}:helm-deploy`,
      { project },
    );
  }
}

const mostShown = 5;

/** Whether a folder is what an image would hold, in one sentence. */
export function compareWithImage(found: FolderContent, image: FolderContent): string | undefined {
  if (folderId(found) === folderId(image)) return undefined;
  const { remove, write } = changeBetween(found, image);
  const paths = [...remove, ...write].sort();
  const shown = paths.slice(0, mostShown).join(', ');
  const more = paths.length > mostShown ? ` and ${paths.length - mostShown} more` : '';
  const count = paths.length === 1 ? '1 path differs' : `${paths.length} paths differ`;
  return `${count}: ${shown}${more}`;
}
