import {
  chmodSync,
  chownSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startProgram } from '@taskora/base/stream';
import { childEnvironment, workspaceRoot } from '../environment.ts';
import { freePort } from '../ports.ts';
import { reachableBinaries } from '../postgres/binaries.ts';
import { serverIdentity } from '../postgres/identity.ts';
import { waitUntil } from '../wait.ts';

export type Passwords = Readonly<Record<string, string>>;

const files = join(workspaceRoot, 'infra/images/postgres/files');

/** The database as its image starts it, without the image: its start script and its rules of access. */
export class DatabaseImage {
  readonly #home = mkdtempSync(join(tmpdir(), 'taskora-image-'));
  readonly passwordFolder = join(this.#home, 'passwords');
  port = 0;
  #stop: (() => Promise<void>) | undefined;
  #volume = 0;

  /** The Secret as it is mounted. */
  mount(passwords: Passwords): void {
    rmSync(this.passwordFolder, { recursive: true, force: true });
    mkdirSync(this.passwordFolder, { mode: 0o755 });
    for (const [name, value] of Object.entries(passwords)) {
      if (name.endsWith('-password')) writeFileSync(join(this.passwordFolder, name), value);
    }
  }

  /** Starts it; on a fresh volume it begins with nothing, as in memory. */
  async start({ isFresh = false } = {}): Promise<void> {
    const identity = await serverIdentity();
    if (isFresh) this.#volume += 1;
    const volume = join(this.#home, `volume-${this.#volume}`);
    mkdirSync(volume, { recursive: true, mode: 0o700 });
    if (identity) chownSync(volume, identity.uid, identity.gid);
    chmodSync(this.#home, 0o755);
    const [script, rules] = [join(this.#home, 'start'), join(this.#home, 'pg_hba.conf')];
    copyFileSync(join(files, 'start'), script);
    copyFileSync(join(files, 'pg_hba.conf'), rules);
    for (const file of [script, rules]) chmodSync(file, 0o755);
    this.port ||= await freePort();
    const settings = [`hba_file=${rules}`, 'listen_addresses=127.0.0.1', 'fsync=off'];
    const args = [script, '-p', `${this.port}`, ...settings.flatMap((each) => ['-c', each])];
    const environment = childEnvironment({
      PATH: `${reachableBinaries()}:/usr/bin:/bin`,
      TASKORA_VOLUME: volume,
      TASKORA_PASSWORDS: this.passwordFolder,
      LC_ALL: 'C.UTF-8',
    });
    const log = join(this.#home, `log-${Date.now()}`);
    const child = await startProgram('sh', args, { identity, directory: '/', environment, log });
    this.#stop = async () => {
      child.end('SIGINT');
      await child.ended;
    };
    const death = new AbortController();
    void child.ended.then(() => death.abort());
    const isUp = () =>
      this.ask('select 1').then(
        () => true,
        () => false,
      );
    if (!(await waitUntil(isUp, { timeoutSeconds: 60, signal: death.signal }))) {
      throw new Error(`the start script ended or said nothing; see ${log}`);
    }
  }

  async stop(): Promise<void> {
    await this.#stop?.();
    this.#stop = undefined;
  }

  async remove(): Promise<void> {
    await this.stop();
    rmSync(this.#home, { recursive: true, force: true });
  }

  address(login: string, password: string): string {
    return `postgresql://${login}:${password}@127.0.0.1:${this.port}/taskora`;
  }

  /** Runs statements as the superuser and gives the last one's rows. */
  ask(statements: string): Promise<unknown[][]> {
    return askAt(this.address('postgres', 'super'), statements);
  }
}

/** The rows of the last of some statements, on a connection of their own. */
export async function askAt(url: string, statements: string): Promise<unknown[][]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const results: unknown = await client.query({ text: statements, rowMode: 'array' });
    const last: unknown = Array.isArray(results) ? results.at(-1) : results;
    return (last as { rows: unknown[][] }).rows;
  } finally {
    await client.end();
  }
}
