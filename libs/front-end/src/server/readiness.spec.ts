import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { migrate } from '../auth/migrate.ts';
import { createLog } from '../base/log.ts';
import { createDatabase, type Database } from '../database/database.ts';
import { schemaVersion } from '../database/schema-version.ts';
import { createGate, createTestDatabase, type TestDatabase } from '../testing/database.ts';
import {
  checkStates,
  createReadiness,
  createReadyRoute,
  type ReadinessReport,
} from './readiness.ts';

const log = createLog({ service: 'test', level: () => 'error', write: () => undefined });

let database: TestDatabase;
let connections: Database;
let api: Server;
let apiUrl: string;
let apiStatus = 200;

beforeAll(async () => {
  database = await createTestDatabase();
  connections = createDatabase(database.url, () => undefined);
  api = createServer((_request, response) => response.writeHead(apiStatus).end());
  await new Promise<void>((resolve) => api.listen(0, '127.0.0.1', resolve));
  apiUrl = `http://127.0.0.1:${(api.address() as AddressInfo).port}`;
});

afterAll(async () => {
  await connections.end();
  api.closeAllConnections();
  await new Promise((resolve) => api.close(resolve));
  await database.drop();
});

const states = () => checkStates(connections, apiUrl);

describe('readiness (A4)', () => {
  it('waits for the migration, and then is given', async () => {
    const ready = createReadiness(states);
    expect(await ready()).toEqual({
      status: 'unavailable',
      checks: { database: 'outdated', api: 'ok' },
    });
    await migrate({ databaseUrl: database.url, waitSeconds: 10, log });
    expect(await ready()).toEqual({ status: 'ok', checks: { database: 'ok', api: 'ok' } });
  });

  it('accepts a newer schema and refuses an older one', async () => {
    const ready = createReadiness(states);
    await database.query(`update auth.schema_version set version = ${schemaVersion + 1}`);
    expect((await ready()).status).toBe('ok');
    await database.query(`update auth.schema_version set version = ${schemaVersion - 1}`);
    expect(await ready()).toMatchObject({
      status: 'unavailable',
      checks: { database: 'outdated' },
    });
    await database.query(`update auth.schema_version set version = ${schemaVersion}`);
  });

  it('reports the API without depending on it', async () => {
    const ready = createReadiness(states);
    apiStatus = 503;
    expect(await ready()).toEqual({
      status: 'ok',
      checks: { database: 'ok', api: 'unavailable' },
    });
    apiUrl = 'http://127.0.0.1:1';
    expect((await ready()).checks.api).toBe('unavailable');
  });

  it('is not given before the database was there once, so that a wrong address replaces no pod', async () => {
    const lost = createDatabase('postgresql://nobody@127.0.0.1:1/none', () => undefined);
    const ready = createReadiness(() => checkStates(lost, apiUrl));
    expect(await ready()).toMatchObject({
      status: 'unavailable',
      checks: { database: 'unavailable' },
    });
    await lost.end();
  });

  it('is kept while the database is away, or nobody could say that it is', async () => {
    const gate = await createGate(database.url);
    const gated = createDatabase(gate.url, () => undefined);
    const ready = createReadiness(() => checkStates(gated, apiUrl));
    try {
      await gate.open();
      expect((await ready()).status).toBe('ok');
      await gate.shut();
      expect(await ready()).toMatchObject({ status: 'ok', checks: { database: 'unavailable' } });
    } finally {
      await gate.shut();
      await gated.end();
    }
  });

  it('costs one check for many callers, and is at most 2 seconds old', async () => {
    let now = 0;
    let checks = 0;
    const report: ReadinessReport = {
      status: 'unavailable',
      checks: { database: 'outdated', api: 'ok' },
    };
    const route = createReadyRoute(
      async () => {
        checks += 1;
        return report;
      },
      () => now,
    );
    const answers = await Promise.all([route(), route()]);
    expect(answers.map((answer) => answer.status)).toEqual([503, 503]);
    expect(checks).toBe(1);
    now = 2_000;
    await route();
    expect(checks).toBe(2);
  });
});
