import { setTimeout as sleep } from 'node:timers/promises';
import { getMigrations } from 'better-auth/db/migration';
import pg from 'pg';
import { codeOf, errorFields, type Log } from '../base/log.ts';
import { databaseAddress } from '../database/database-address.ts';
import { authSchema, createPool, searchPath } from '../database/database.ts';
import {
  createVersionTable,
  readVersion,
  recordVersion,
  schemaVersion,
  type Query,
} from '../database/schema-version.ts';
import { authOptions } from './better-auth-options.ts';
import { oauthPlugin } from './oauth-plugin.ts';
import { createPasswordHasher } from './password-hash.ts';

/** Any number that nothing else in the database takes as an advisory lock. */
const lockKey = 8_265_837;
const retryMilliseconds = 500;
/** What PgBouncer answers to a connection that says which schema it searches. */
const poolerRefusal = 'unsupported startup parameter';

/** The address leads to a pooler, which keeps no session for a migration. */
export class DatabasePooled extends Error {
  readonly code = 'DATABASE_POOLED';

  constructor() {
    super('the address is one of a pooler, and a migration needs a session of its own');
    this.name = 'DatabasePooled';
  }
}

const addressOf = ({ databaseUrl, databaseDirectUrl }: MigrateOptions): string =>
  databaseDirectUrl ?? databaseUrl;

export interface MigrateOptions {
  databaseUrl: string;
  /** The address without the pooler, where the other one has one: the lock is one of a session. */
  databaseDirectUrl?: string | undefined;
  /** How long to wait for a database that does not answer yet. */
  waitSeconds: number;
  log: Log;
}

export interface MigrateResult {
  tablesCreated: string[];
  tablesChanged: string[];
  version: number;
}

/** The tables depend on the options' shape only, so addresses and secrets need not be real here. */
function schemaOptions(pool: pg.Pool, log: Log) {
  const nowhere = 'http://localhost';
  const config = {
    authAudience: 'taskora-api',
    authIssuer: 'taskora',
    authRequestsPerMinute: 1,
    authSecret: 'a migration signs nothing and encrypts nothing',
    chatbotUrl: nowhere,
    publicUrl: nowhere,
    trustedOrigins: [],
    webUrl: nowhere,
  };
  const signUpPolicy = { admit: () => Promise.resolve(null) };
  const revokeAccessTokens = () => Promise.resolve();
  const hasher = createPasswordHasher();
  const limits = { requestsPerMinute: 1, registrationsPerMinute: 1 };
  const plugin = oauthPlugin({ resource: nowhere, ...limits });
  const parts = { database: pool, hasher, log, signUpPolicy, revokeAccessTokens, plugin };
  // By the search path and not by name: Better Auth would make a schema that it is given the name of,
  // and the role that owns it may make none.
  return { ...authOptions(config, parts), database: pool };
}

async function connect(options: MigrateOptions): Promise<pg.Client> {
  const deadline = Date.now() + options.waitSeconds * 1000;
  for (;;) {
    const client = new pg.Client({
      connectionString: databaseAddress(addressOf(options)),
      connectionTimeoutMillis: 5_000,
      options: searchPath,
    });
    client.on('error', (error) => options.log.warn('lost the database', errorFields(error)));
    try {
      await client.connect();
      return client;
    } catch (error) {
      await client.end().catch(() => undefined);
      if (error instanceof Error && error.message.includes(poolerRefusal))
        throw new DatabasePooled();
      if (Date.now() >= deadline) throw error;
      options.log.info('waiting for the database', { reason: codeOf(error) });
      await sleep(retryMilliseconds);
    }
  }
}

/** `create schema if not exists` needs a privilege even when the schema exists, so it is asked for first. */
async function ensureSchema(client: pg.Client): Promise<void> {
  const known = await client.query('select to_regnamespace($1) is not null as found', [authSchema]);
  if (known.rows[0]?.found !== true) await client.query(`create schema ${authSchema}`);
}

async function applyChanges(options: MigrateOptions): Promise<Omit<MigrateResult, 'version'>> {
  const pool = createPool(addressOf(options), () => undefined, searchPath);
  // Better Auth warns of the type that it itself gave to a column, at every run.
  const log = { ...options.log, warn: () => undefined };
  try {
    const plan = await getMigrations(schemaOptions(pool, log));
    await plan.runMigrations();
    return {
      tablesCreated: plan.toBeCreated.map((table) => table.table),
      tablesChanged: plan.toBeAdded.map((table) => table.table),
    };
  } finally {
    await pool.end();
  }
}

/**
 * Brings schema `auth` to this image's version. Any number of these may run at once, and one may be
 * killed at any point: the lock lets one work, and each run does only what is missing.
 */
export async function migrate(options: MigrateOptions): Promise<MigrateResult> {
  const client = await connect(options);
  const query: Query = async (text) => (await client.query<{ version: number }>(text)).rows;
  try {
    await client.query('select pg_advisory_lock($1)', [lockKey]);
    await ensureSchema(client);
    const newer = (await readVersion(query)) > schemaVersion;
    const changes = newer ? { tablesCreated: [], tablesChanged: [] } : await applyChanges(options);
    await client.query(createVersionTable);
    await client.query(recordVersion, [schemaVersion]);
    return { ...changes, version: await readVersion(query) };
  } finally {
    await client.end();
  }
}
