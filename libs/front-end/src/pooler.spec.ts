import { fork } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { processEnvironment } from '@taskora/config/environment';
import { migrate } from './auth/migrate.ts';
import { createLog } from './base/log.ts';
import { createTestDatabase, type TestDatabase } from './testing/database.ts';
import { databaseAddress } from './database/database-address.ts';

const log = createLog({ service: 'test', level: () => 'error', write: () => undefined });
const program = fileURLToPath(new URL('./testing/pooled-process.ts', import.meta.url));
const poolerPort = processEnvironment()['TASKORA_TEST_POOLER_PORT'];

/** A process of its own, for names of statements are counted in each. */
async function runProcess(...args: string[]): Promise<{ exitCode: number; said: string }> {
  const child = fork(program, args, { stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
  const ended = new Promise<number>((resolve) => child.on('close', (code) => resolve(code ?? 1)));
  const said = child.stderr === null ? '' : await text(child.stderr);
  return { exitCode: await ended, said };
}

(poolerPort === undefined ? describe.skip : describe)(
  'behind a pooler in transaction mode (A2)',
  () => {
    let database: TestDatabase;
    let pooledUrl: string;

    beforeAll(async () => {
      database = await createTestDatabase();
      const url = new URL(database.url);
      url.port = poolerPort ?? '';
      pooledUrl = url.href;
    });

    afterAll(() => database.drop());

    it('a migration is refused with what to do, and nothing is made', async () => {
      const migrating = migrate({ databaseUrl: pooledUrl, waitSeconds: 30, log });
      await expect(migrating).rejects.toMatchObject({ code: 'DATABASE_POOLED' });
      const tables = "select from pg_tables where schemaname = 'auth'";
      expect((await database.query(tables)).rowCount).toBe(0);
    });

    it('two processes share a few sessions, once the migration has passed it by', async () => {
      await migrate({
        databaseUrl: pooledUrl,
        databaseDirectUrl: database.url,
        waitSeconds: 10,
        log,
      });
      const both = await Promise.all([runProcess(pooledUrl, 'ada'), runProcess(pooledUrl, 'bob')]);
      expect(both).toEqual([
        { exitCode: 0, said: '' },
        { exitCode: 0, said: '' },
      ]);
      const people = 'select count(*)::int as n from auth."user"';
      expect((await database.query(people)).rows).toEqual([{ n: 8 }]);
      const sessions = `select count(*)::int as n from pg_stat_activity
      where datname = current_database() and usename = datname`;
      const [row] = (await database.query(sessions)).rows;
      expect(row.n).toBeLessThanOrEqual(3);
    });
  },
);

describe('the address of a hosted database (A2)', () => {
  it('demands what it says to every client, and keeps what else it says', () => {
    const url = new URL(
      databaseAddress('postgresql://a:b@c/d?sslmode=require&channel_binding=require'),
    );
    expect(Object.fromEntries(url.searchParams)).toEqual({
      sslmode: 'require',
      channel_binding: 'require',
      uselibpqcompat: 'true',
    });
  });

  it('is left as it is where it says nothing of encryption', () => {
    expect(databaseAddress('postgresql://a:b@c/d')).toBe('postgresql://a:b@c/d');
  });
});
