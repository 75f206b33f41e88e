import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createLog } from '../base/log.ts';
import { schemaVersion } from '../database/schema-version.ts';
import { createGate, createTestDatabase, type TestDatabase } from '../testing/database.ts';
import { migrate } from './migrate.ts';

const log = createLog({ service: 'test', level: () => 'error', write: () => undefined });
const structure = `
  select table_name, column_name, data_type, is_nullable from information_schema.columns
  where table_schema = 'auth' order by table_name, column_name`;

let database: TestDatabase;

function run() {
  return migrate({ databaseUrl: database.url, waitSeconds: 10, log });
}

describe('migration of schema auth (A2)', () => {
  beforeEach(async () => {
    database = await createTestDatabase();
  });

  afterEach(async () => {
    await database.drop();
  });

  it('makes the tables and records the version', async () => {
    const result = await run();
    expect(result.tablesCreated).toEqual(
      expect.arrayContaining(['user', 'session', 'jwks', 'rateLimit']),
    );
    expect(result.version).toBe(schemaVersion);
  });

  it('changes nothing the second time', async () => {
    await run();
    const before = await database.query(
      'select xmin, version, migrated_at from auth.schema_version',
    );
    expect(await run()).toMatchObject({ tablesCreated: [], tablesChanged: [] });
    const after = await database.query(
      'select xmin, version, migrated_at from auth.schema_version',
    );
    expect(after.rows).toEqual(before.rows);
  });

  it('lets one work when several run at once', async () => {
    const results = await Promise.all([run(), run(), run()]);
    const workers = results.filter((result) => result.tablesCreated.length > 0);
    expect(workers).toHaveLength(1);
  });

  it('goes on where a killed run stopped', async () => {
    await run();
    const complete = (await database.query(structure)).rows;
    await database.query('drop table auth.jwks; drop table auth.schema_version');
    await run();
    expect((await database.query(structure)).rows).toEqual(complete);
  });

  it('leaves a schema of a newer image as it is', async () => {
    await run();
    await database.query('update auth.schema_version set version = version + 1');
    expect((await run()).version).toBe(schemaVersion + 1);
  });

  it('waits for a database that is not there yet', async () => {
    const gate = await createGate(database.url);
    const lines: string[] = [];
    const write = (line: string) => {
      // The database comes up only after the first attempt has failed.
      if (lines.push(line) === 1) void gate.open();
    };
    const waiting = createLog({ service: 'test', level: () => 'info', write });
    try {
      const result = await migrate({ databaseUrl: gate.url, waitSeconds: 30, log: waiting });
      expect(result.version).toBe(schemaVersion);
      expect(lines.join('')).toMatch(/waiting for the database/);
    } finally {
      await gate.shut();
    }
  });

  it('gives up on a database that does not come', async () => {
    const { url } = await createGate(database.url);
    await expect(migrate({ databaseUrl: url, waitSeconds: 0, log })).rejects.toThrow(
      /ECONNREFUSED/,
    );
  });

  it('makes the schema itself where the role may', async () => {
    const bare = await createTestDatabase({ schema: false });
    try {
      const result = await migrate({ databaseUrl: bare.url, waitSeconds: 10, log });
      expect(result.tablesCreated).toContain('user');
    } finally {
      await bare.drop();
    }
  });

  it('is given a new version whenever the tables change', async () => {
    await run();
    const text = JSON.stringify((await database.query(structure)).rows);
    const fingerprint = createHash('sha256').update(text).digest('hex').slice(0, 16);
    // When this fails, raise schemaVersion and write the new pair here.
    expect({ schemaVersion, fingerprint }).toEqual({
      schemaVersion: 3,
      fingerprint: '3a6b61e944b47fb6',
    });
  });
});
