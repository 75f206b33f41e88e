import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createPool } from './database.ts';
import { createLog } from './log.ts';
import { migrate } from './migrate.ts';
import { checkReady, createReadyRoute, type ReadinessReport } from './readiness.ts';
import { schemaVersion } from './schema-version.ts';
import { createTestDatabase, type TestDatabase } from './testing/database.ts';

const log = createLog({ service: 'test', level: () => 'error', write: () => undefined });

let database: TestDatabase;
let pool: ReturnType<typeof createPool>;
let api: Server;
let apiUrl: string;
let apiStatus = 200;

beforeAll(async () => {
  database = await createTestDatabase();
  pool = createPool(database.url, () => undefined);
  api = createServer((_request, response) => response.writeHead(apiStatus).end());
  await new Promise<void>((resolve) => api.listen(0, '127.0.0.1', resolve));
  apiUrl = `http://127.0.0.1:${(api.address() as AddressInfo).port}`;
});

afterAll(async () => {
  await pool.end();
  api.closeAllConnections();
  await new Promise((resolve) => api.close(resolve));
  await database.drop();
});

describe('readiness (A4)', () => {
  it('waits for the migration, and then is given', async () => {
    expect(await checkReady(pool, apiUrl)).toEqual({
      status: 'unavailable',
      checks: { database: 'outdated', api: 'ok' },
    });
    await migrate({ databaseUrl: database.url, waitSeconds: 10, log });
    expect(await checkReady(pool, apiUrl)).toEqual({
      status: 'ok',
      checks: { database: 'ok', api: 'ok' },
    });
  });

  it('accepts a newer schema and refuses an older one', async () => {
    await database.query(`update auth.schema_version set version = ${schemaVersion + 1}`);
    expect((await checkReady(pool, apiUrl)).status).toBe('ok');
    await database.query(`update auth.schema_version set version = ${schemaVersion - 1}`);
    expect((await checkReady(pool, apiUrl)).checks.database).toBe('outdated');
    await database.query(`update auth.schema_version set version = ${schemaVersion}`);
  });

  it('reports the API without depending on it', async () => {
    apiStatus = 503;
    expect(await checkReady(pool, apiUrl)).toEqual({
      status: 'ok',
      checks: { database: 'ok', api: 'unavailable' },
    });
    expect((await checkReady(pool, 'http://127.0.0.1:1')).checks.api).toBe('unavailable');
  });

  it('is refused without a database', async () => {
    const lost = createPool('postgresql://nobody@127.0.0.1:1/none', () => undefined);
    expect((await checkReady(lost, apiUrl)).checks.database).toBe('unavailable');
    await lost.end();
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
