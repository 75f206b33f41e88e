import pg from 'pg';
import { databaseAddress } from './database-address.ts';
import { createOutage, DeadlineExceeded, withTimeout } from './outage.ts';

export const authSchema = 'auth';

/** For connections that no pooler shares: one refuses to start a session that searches a schema. */
export const searchPath = `-c search_path=${authSchema}`;

const connectionsMax = 5;
/** A packet to an address that is gone is answered by nobody: neither wait may be long. */
const connectTimeoutMilliseconds = 1_000;
const queryTimeoutMilliseconds = 1_500;
/** How long one question to the database may take, whatever becomes of the connections meanwhile. */
const operationTimeoutMilliseconds = 2_200;
const attemptsMax = 5;

/**
 * Nothing of a connection is kept in its session, neither a search path nor a named statement, so that
 * a pooler may share sessions between transactions and processes.
 */
export function createPool(
  databaseUrl: string,
  onError: (error: Error) => void,
  options?: string,
): pg.Pool {
  const pool = new pg.Pool({
    connectionString: databaseAddress(databaseUrl),
    ...(options !== undefined && { options }),
    max: connectionsMax,
    connectionTimeoutMillis: connectTimeoutMilliseconds,
    query_timeout: queryTimeoutMilliseconds,
    keepAlive: true,
    keepAliveInitialDelayMillis: 5_000,
    application_name: 'taskora-auth',
  });
  // Without these listeners the end of a connection, idle or in use, would end this process.
  pool.on('error', onError);
  pool.on('connect', (client) => client.on('error', onError));
  return pool;
}

/** The part of a connection that Better Auth's query builder uses. */
export interface Connection {
  query(text: string, values: readonly unknown[]): Promise<pg.QueryResult>;
  release(): void;
}

export interface Database {
  /**
   * Rows of a statement that may be run twice: it is, on another connection, when one is lost.
   * Fails after two seconds and a bit at the latest.
   */
  query<Row extends pg.QueryResultRow>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  /** One connection. What is asked through it is asked once. */
  connect(): Promise<Connection>;
  /** How full the pool is at this moment. */
  pool(): { inUse: number; idle: number; waiting: number; max: number };
  end(): Promise<void>;
}

/** Every connection is in use, and none came free in time. The server is there for those who have one. */
export class ConnectionsBusy extends Error {
  readonly code = 'CONNECTIONS_BUSY';

  constructor() {
    super('all connections to the database are in use');
    this.name = 'ConnectionsBusy';
  }
}

/** Nothing else distinguishes a wait in the queue of the pool from one for an answer of the server. */
const poolTimeoutMessage = 'timeout exceeded when trying to connect';

/** The server answered, so that the connection and the server are there, unless it says otherwise. */
function isConnectionLoss(error: unknown): boolean {
  if (!(error instanceof pg.DatabaseError)) return true;
  return /^(08|57P|53300)/.test(error.code ?? '');
}

/**
 * Connections that are given up together: when one is lost or silent, the others most likely are, and
 * each would cost somebody its timeout. Whoever asks meanwhile waits for the first sign of life.
 */
export function createDatabase(databaseUrl: string, onError: (error: Error) => void): Database {
  let pool = createPool(databaseUrl, onError);
  const outage = createOutage(() => pool.query('select 1'));

  function discard(lost: pg.Pool): void {
    if (lost === pool) {
      pool = createPool(databaseUrl, onError);
      // Those in use are closed as they come back; nobody waits for dead ones to say goodbye.
      lost.end().catch(onError);
    }
    outage.begin();
  }

  /** A connection of the pool, or null when this one asker waited in vain while others have them all. */
  async function clientOf(used: pg.Pool, deadline: number): Promise<pg.PoolClient | null> {
    const wasFull = used.totalCount >= connectionsMax && used.idleCount === 0;
    const coming = used.connect();
    try {
      return await withTimeout(coming, deadline - Date.now());
    } catch (error) {
      coming.then(
        (late) => late.release(),
        () => undefined,
      );
      const isQueued = error instanceof DeadlineExceeded && wasFull;
      if (isQueued || (error instanceof Error && error.message === poolTimeoutMessage)) return null;
      throw error;
    }
  }

  async function attempt<Result>(
    operation: (client: pg.PoolClient, from: pg.Pool) => Promise<Result>,
  ): Promise<Result> {
    const deadline = Date.now() + operationTimeoutMilliseconds;
    for (let attempts = 1; ;) {
      await outage.waitUntil(deadline);
      const used = pool;
      try {
        const client = await clientOf(used, deadline);
        if (client !== null)
          return await withTimeout(operation(client, used), deadline - Date.now());
        if (Date.now() >= deadline) throw new ConnectionsBusy();
      } catch (error) {
        if (error instanceof ConnectionsBusy || !isConnectionLoss(error)) throw error;
        discard(used);
        if (error instanceof DeadlineExceeded || attempts === attemptsMax) throw error;
        attempts += 1;
      }
    }
  }

  /** A connection that failed, or that may still get the answer to an abandoned question, is not kept. */
  function guarded(client: pg.PoolClient, from: pg.Pool): Connection {
    let lost = false;
    return {
      async query(text, values) {
        try {
          return await client.query(text, [...values]);
        } catch (error) {
          lost ||= isConnectionLoss(error);
          if (lost) discard(from);
          throw error;
        }
      },
      release: () => client.release(lost),
    };
  }

  return {
    async query<Row extends pg.QueryResultRow>(text: string, values: readonly unknown[] = []) {
      return attempt(async (client) => {
        let isLost = true;
        try {
          const { rows } = await client.query<Row>(text, [...values]);
          isLost = false;
          return rows;
        } catch (error) {
          isLost = isConnectionLoss(error);
          throw error;
        } finally {
          client.release(isLost);
        }
      });
    },
    connect: () => attempt(async (client, from) => guarded(client, from)),
    pool: () => ({
      inUse: pool.totalCount - pool.idleCount,
      idle: pool.idleCount,
      waiting: pool.waitingCount,
      max: connectionsMax,
    }),
    async end() {
      outage.stop();
      await pool.end();
    },
  };
}
