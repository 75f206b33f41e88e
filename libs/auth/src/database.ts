import pg from 'pg';

export const authSchema = 'auth';

/** Better Auth names its tables without a schema, so every connection looks in ours. */
const searchPath = `-c search_path=${authSchema}`;

const connectionsMax = 5;
const connectTimeoutMilliseconds = 5_000;
const queryTimeoutMilliseconds = 10_000;

export function createPool(databaseUrl: string, onError: (error: Error) => void): pg.Pool {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    options: searchPath,
    max: connectionsMax,
    connectionTimeoutMillis: connectTimeoutMilliseconds,
    query_timeout: queryTimeoutMilliseconds,
    application_name: 'taskora-auth',
  });
  // Without these listeners the end of a connection, idle or in use, would end this process.
  pool.on('error', onError);
  pool.on('connect', (client) => client.on('error', onError));
  return pool;
}
