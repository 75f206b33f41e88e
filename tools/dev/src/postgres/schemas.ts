import pg from 'pg';

export interface DatabaseRoles {
  apiPassword: string;
  authPassword: string;
}

export const databaseName = 'taskora';

async function makeRole(client: pg.Client, role: string, password: string): Promise<void> {
  const known = await client.query('select 1 from pg_roles where rolname = $1', [role]);
  if (known.rowCount === 0) await client.query(`create role ${role} nologin`);
  await client.query(`alter role ${role} password ${client.escapeLiteral(password)}`);
}

async function makeDatabase(client: pg.Client): Promise<void> {
  const known = await client.query('select 1 from pg_database where datname = $1', [databaseName]);
  if (known.rowCount === 0) await client.query(`create database ${databaseName}`);
}

/** A database for accounts alone, whose schema the migration makes. */
export async function makeAccountDatabase(superuserUrl: string, name: string): Promise<void> {
  await withClient(superuserUrl, async (client) => {
    await client.query(`create database ${client.escapeIdentifier(name)} owner taskora_auth`);
  });
}

async function withClient(url: string, use: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await use(client);
  } finally {
    await client.end();
  }
}

/**
 * The database with one role and one schema for each side, as the cluster's database image makes it. A side
 * can sign in when its schema is there: it waits until it can, and would fail without the schema.
 */
export async function prepareDatabase(superuserUrl: string, roles: DatabaseRoles): Promise<void> {
  await withClient(superuserUrl, async (client) => {
    await makeDatabase(client);
    await makeRole(client, 'taskora_api', roles.apiPassword);
    await makeRole(client, 'taskora_auth', roles.authPassword);
  });
  const url = new URL(superuserUrl);
  url.pathname = `/${databaseName}`;
  await withClient(url.href, async (client) => {
    await client.query('revoke all on schema public from public');
    await client.query('create schema if not exists app authorization taskora_api');
    await client.query('create schema if not exists auth authorization taskora_auth');
    await client.query('alter role taskora_api in database taskora set search_path = app');
    await client.query('alter role taskora_auth in database taskora set search_path = auth');
    await client.query('alter role taskora_api login');
    await client.query('alter role taskora_auth login');
  });
}
