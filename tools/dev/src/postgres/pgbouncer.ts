import { chownSync, cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { chmodSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type * as NxNode from '@nx/node/utils';
import { UserError } from '@taskora/base/errors';
import { startProgram } from '@taskora/base/stream';
import { freePort } from '../ports.ts';
import { recordChild } from '../processes/orphans.ts';
import { pgbouncerRoot } from './pgbouncer-program.ts';
import { serverIdentity } from './identity.ts';

export interface Pooler {
  port: number;
  stop(): Promise<void>;
}

const configuration = (port: number, server: URL, sessions: number): string =>
  [
    '[databases]',
    `* = host=${server.hostname} port=${server.port} auth_user=${server.username}`,
    '[pgbouncer]',
    'listen_addr = 127.0.0.1',
    `listen_port = ${port}`,
    'unix_socket_dir =',
    'auth_type = trust',
    'auth_query = SELECT usename, passwd FROM pg_shadow WHERE usename = $1',
    'pool_mode = transaction',
    `default_pool_size = ${sessions}`,
    '',
  ].join('\n');

/** For 20 s; false where nobody listens by then. */
function listens(port: number): Promise<boolean> {
  // Loaded late: it brings much of Nx.
  const { waitForPortOpen } = createRequire(import.meta.url)('@nx/node/utils') as typeof NxNode;
  const waiting = waitForPortOpen(port, { host: '127.0.0.1', retries: 200, retryDelay: 100 });
  return waiting.then(
    () => true,
    () => false,
  );
}

function librariesOf(root: string): string {
  const folder = join(root, 'usr/lib');
  const names = readdirSync(folder).filter((name) => name.includes('-linux-gnu'));
  return names.map((name) => join(folder, name)).join(':');
}

/** A real PgBouncer in transaction mode before a server that trusts everybody, as tests start one. */
export async function startPgBouncer(superuserUrl: string, sessions: number): Promise<Pooler> {
  const packaged = await pgbouncerRoot();
  const identity = await serverIdentity();
  const home = mkdtempSync(join(tmpdir(), 'taskora-pgbouncer-'));
  // The checkout may lie in root's home, which the user that it runs as cannot enter.
  const root = join(home, 'root');
  cpSync(packaged, root, { recursive: true, verbatimSymlinks: true });
  const port = await freePort();
  const settings = join(home, 'pgbouncer.ini');
  writeFileSync(settings, configuration(port, new URL(superuserUrl), sessions));
  chmodSync(home, 0o755);
  if (identity) chownSync(home, identity.uid, identity.gid);
  const log = join(home, 'log');
  const child = await startProgram(join(root, 'usr/sbin/pgbouncer'), [settings], {
    identity,
    directory: '/',
    log,
    environment: { LD_LIBRARY_PATH: librariesOf(root) },
  });
  const recorded = recordChild(child.pid, { folder: home });
  const stop = async (): Promise<void> => {
    child.end('SIGKILL');
    await child.ended;
    rmSync(home, { recursive: true, force: true });
    recorded.forget();
  };
  const isDead = child.ended.then(() => false);
  if (await Promise.race([listens(port), isDead])) return { port, stop };
  const said = readFileSync(log, 'utf8').trim();
  await stop();
  throw new UserError('PGBOUNCER_START_FAILED', said || 'it said nothing', 'npm test');
}
