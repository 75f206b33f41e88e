import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createGate, createTestDatabase, type TestDatabase } from '../testing/database.ts';
import { createDatabase, type Database } from './database.ts';

let server: TestDatabase;
let gate: Awaited<ReturnType<typeof createGate>>;
let database: Database;

beforeAll(async () => {
  server = await createTestDatabase();
});

afterAll(() => server.drop());

beforeEach(async () => {
  gate = await createGate(server.url);
  await gate.open();
  database = createDatabase(gate.url, () => undefined);
});

afterEach(async () => {
  await gate.shut();
  await database.end();
});

const answer = () => database.query<{ one: number }>('select 1 as one');

/** Takes connections and never answers, as an address does whose pod is gone. */
async function silentServer(): Promise<{
  url: string;
  close: () => Promise<void>;
  server: Server;
}> {
  const sockets = new Set<Socket>();
  const silent = createServer((socket) => sockets.add(socket.on('error', () => undefined)));
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  const url = new URL(server.url);
  url.port = String((silent.address() as AddressInfo).port);
  const close = async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => silent.close(resolve));
  };
  return { url: url.href, close, server: silent };
}

describe('a question to the database', () => {
  it('is answered when its connection was cut: on another one, which its caller does not notice', async () => {
    await answer();
    await server.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'taskora-auth'`,
    );
    expect(await answer()).toEqual([{ one: 1 }]);
  });

  it('waits for a database that comes back in a moment', async () => {
    await answer();
    await gate.shut();
    const asked = answer();
    await gate.open();
    expect(await asked).toEqual([{ one: 1 }]);
  });

  it('that comes with many others wakes the database once, not once for each', async () => {
    await gate.shut();
    const asked = Array.from({ length: 50 }, answer);
    await gate.open();
    expect(await Promise.all(asked)).toHaveLength(50);
  });

  it('fails in less than three seconds when the address is silent', async () => {
    const silent = await silentServer();
    const lost = createDatabase(silent.url, () => undefined);
    const startedAt = Date.now();
    try {
      await expect(lost.query('select 1')).rejects.toThrow();
      expect(Date.now() - startedAt).toBeLessThan(3_000);
    } finally {
      await lost.end();
      await silent.close();
    }
  });

  it('fails with the server’s own words when it is wrong, and is not asked again', async () => {
    await expect(database.query('select nothing')).rejects.toThrow(/column "nothing"/);
    expect(await answer()).toEqual([{ one: 1 }]);
  });

  it('waits for a connection while all are in use, which is no loss of any', async () => {
    const held = await Promise.all(Array.from({ length: 5 }, () => database.connect()));
    const pids = await Promise.all(held.map((each) => each.query('select pg_backend_pid()', [])));
    const asked = database.query<{ pid: number }>('select pg_backend_pid() as pid');
    // Longer than the pool lets anybody wait at a time.
    await Promise.all(held.map((each) => each.query('select pg_sleep(1.2)', [])));
    for (const each of held) each.release();
    const [{ pid } = { pid: 0 }] = await asked;
    expect(pids.map(({ rows }) => rows[0].pg_backend_pid)).toContain(pid);
  });

  it('fails in the end when none comes free, and takes none from those who have one', async () => {
    const held = await Promise.all(Array.from({ length: 5 }, () => database.connect()));
    const [first] = held;
    const before = await first?.query('select pg_backend_pid() as pid', []);
    await expect(answer()).rejects.toMatchObject({ code: 'CONNECTIONS_BUSY' });
    const after = await first?.query('select pg_backend_pid() as pid', []);
    expect(after?.rows).toEqual(before?.rows);
    for (const each of held) each.release();
    expect(await Promise.all(Array.from({ length: 10 }, answer))).toHaveLength(10);
  });

  it('leaves no connection behind that still owes an answer', async () => {
    const connection = await database.connect();
    await expect(connection.query('select pg_sleep(30)', [])).rejects.toThrow(/timeout/);
    connection.release();
    // What is asked through one connection is asked once, so an answer that is owed would be noticed.
    const next = await database.connect();
    expect((await next.query('select 1 as one', [])).rows).toEqual([{ one: 1 }]);
    next.release();
    expect(await Promise.all(Array.from({ length: 10 }, answer))).toHaveLength(10);
  });
});
