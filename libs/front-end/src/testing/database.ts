import { randomBytes } from 'node:crypto';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { processEnvironment } from '@taskora/config/environment';
import pg from 'pg';

export interface TestDatabase {
  url: string;
  query: (text: string) => Promise<pg.QueryResult>;
  drop: () => Promise<void>;
}

function serverUrl(): URL {
  const url = processEnvironment()['TASKORA_TEST_DATABASE_URL'];
  if (url === undefined) {
    throw new Error(
      'TEST_DATABASE_MISSING: these tests need PostgreSQL. Do: nx test front-end (it starts one; see project.json)',
    );
  }
  return new URL(url);
}

async function withClient<Result>(url: string, use: (client: pg.Client) => Promise<Result>) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}

/** A database of its own with the role and the schema that the product's database has. */
export async function createTestDatabase(options = { schema: true }): Promise<TestDatabase> {
  const server = serverUrl();
  const name = `auth_${randomBytes(6).toString('hex')}`;
  const password = randomBytes(12).toString('hex');
  const owned = new URL(server);
  owned.pathname = `/${name}`;
  await withClient(server.href, async (client) => {
    await client.query(`create role ${name} login password '${password}'`);
    await client.query(`create database ${name}`);
  });
  if (options.schema) {
    await withClient(owned.href, (client) =>
      client.query(`create schema auth authorization ${name}`),
    );
  } else {
    await withClient(server.href, (client) =>
      client.query(`grant create on database ${name} to ${name}`),
    );
  }
  const url = new URL(owned);
  url.username = name;
  url.password = password;
  return {
    url: url.href,
    query: (text) => withClient(owned.href, (client) => client.query(text)),
    drop: () =>
      withClient(server.href, async (client) => {
        await client.query(`drop database ${name} with (force)`);
        await client.query(`drop role ${name}`);
      }),
  };
}

/** A proxy to a database that can be shut and opened, as if the database went away and came back. */
export async function createGate(databaseUrl: string) {
  const inside = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    const onward = connect(Number(inside.port), inside.hostname);
    for (const end of [socket, onward]) {
      sockets.add(end);
      end.on('error', () => undefined).on('close', () => sockets.delete(end));
    }
    socket.pipe(onward).pipe(socket);
  });
  const listen = (port: number) =>
    new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const shut = async () => {
    for (const socket of sockets) socket.destroy();
    if (server.listening) await new Promise((resolve) => server.close(resolve));
  };
  await listen(0);
  const { port } = server.address() as AddressInfo;
  await shut();
  const url = new URL(databaseUrl);
  url.port = String(port);
  return { url: url.href, shut, open: () => listen(port) };
}
