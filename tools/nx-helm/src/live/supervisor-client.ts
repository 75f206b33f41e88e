import { request } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { UserError } from '@taskora/base/errors';
import type { FolderChange, FolderContent, FolderEntry } from './folder-content.ts';

/** What a supervisor says of its container. */
export interface SupervisorState {
  /** Another one for each start of the container. */
  readonly instance: string;
  /** Of the application's folder as it is. */
  readonly contentId: string;
  readonly starts: number;
  /** How often the application ended by itself. */
  readonly crashes: number;
  readonly isRunning: boolean;
}

export interface SupervisorManifest extends SupervisorState {
  readonly content: FolderContent;
}

interface Answer {
  readonly status: number;
  readonly text: string;
}

/** The folder is no longer what the sender took it for. */
const conflict = 409;
const ok = 200;
const patienceMilliseconds = 60_000;

/** Asks the supervisor behind a local port, as a port-forward has it. */
export class SupervisorClient {
  readonly #port: number;
  readonly #project: string;

  constructor(port: number, project: string) {
    this.#port = port;
    this.#project = project;
  }

  state(): Promise<SupervisorState> {
    return this.#read<SupervisorState>('/state');
  }

  /** Read anew also where nothing says that a file changed, if `isFresh`. */
  async manifest(isFresh: boolean): Promise<SupervisorManifest> {
    const { entries, ...state } = await this.#read<
      SupervisorState & { readonly entries: Readonly<Record<string, FolderEntry>> }
    >(isFresh ? '/manifest?fresh' : '/manifest');
    return { ...state, content: new Map(Object.entries(entries)) };
  }

  /**
   * Sends what changed, and has the application started again. Undefined where the folder does not hold
   * `before`, and nothing was changed.
   */
  async sync(
    before: string,
    { remove, write }: FolderChange,
    wanted: FolderContent,
    readFile: (path: string) => Buffer,
  ): Promise<SupervisorState | undefined> {
    const files: Buffer[] = [];
    const entries = write.map((path) => {
      const entry = wanted.get(path);
      if (entry?.type !== 'file') return { path, ...entry };
      const content = readFile(path);
      files.push(content);
      return { path, ...entry, sizeBytes: content.length };
    });
    const header = Buffer.from(`${JSON.stringify({ before, remove, entries })}\n`);
    const answer = await this.#ask('POST', '/sync', Buffer.concat([header, ...files]));
    if (answer.status === conflict) return undefined;
    return this.#parse<SupervisorState>(answer);
  }

  async #read<Content>(path: string): Promise<Content> {
    return this.#parse<Content>(await this.#ask('GET', path));
  }

  #parse<Content>({ status, text }: Answer): Content {
    if (status === ok) return JSON.parse(text) as Content;
    const project = this.#project;
    throw new UserError(
      'NXHELM_LIVE_REFUSED',
      `the supervisor in the pod answered ${status}: ${text.trim()}`,
      `npx nx run ${project}:logs`,
      { project },
    );
  }

  #ask(method: string, path: string, body?: Buffer): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const asking = request(
        {
          host: '127.0.0.1',
          port: this.#port,
          method,
          path,
          // A connection that is kept would outlive the pod behind it.
          agent: false,
          timeout: patienceMilliseconds,
          headers: { 'content-length': body?.length ?? 0 },
        },
        (response) => {
          buffer(response).then(
            (text) => resolve({ status: response.statusCode ?? 0, text: text.toString() }),
            reject,
          );
        },
      );
      asking.on('timeout', () => asking.destroy(new Error('the supervisor did not answer')));
      asking.on('error', reject);
      asking.end(body);
    });
  }
}
