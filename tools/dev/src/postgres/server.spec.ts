import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { prepareDatabase } from './schemas.ts';
import { startPostgres } from './server.ts';

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

const roles = { apiPassword: "quote ' and \\ backslash", authPassword: 'other' };

describe('the local database (A2)', () => {
  it('keeps data in its folder over a restart', async () => {
    const home = mkdtempSync(join(tmpdir(), 'taskora-postgres-test-'));
    try {
      const first = await startPostgres({ dataDirectory: home });
      await query(first.superuserUrl, 'create table kept as select 42 as answer');
      await first.stop();
      const second = await startPostgres({ dataDirectory: home });
      expect(await query(second.superuserUrl, 'select answer from kept')).toEqual([{ answer: 42 }]);
      expect(await query(second.superuserUrl, 'show fsync')).toEqual([{ fsync: 'on' }]);
      await second.stop();
    } finally {
      rmSync(home, { recursive: true, force: true });
    }
  }, 30_000);

  it('waits for no disk where its data end with it, and still has a commit when it is killed', async () => {
    const server = await startPostgres();
    try {
      expect(await query(server.superuserUrl, 'show fsync')).toEqual([{ fsync: 'off' }]);
      const commits = await query(server.superuserUrl, 'show synchronous_commit');
      expect(commits).toEqual([{ synchronous_commit: 'on' }]);
    } finally {
      await server.stop();
    }
  }, 30_000);

  it('begins anew where a killed run left half of a database', async () => {
    const home = mkdtempSync(join(tmpdir(), 'taskora-postgres-test-'));
    try {
      mkdirSync(join(home, 'data.draft', 'base'), { recursive: true });
      writeFileSync(join(home, 'data.draft', 'PG_VERSION'), '17\n');
      const server = await startPostgres({ dataDirectory: home });
      expect(await query(server.superuserUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
      await server.stop();
    } finally {
      rmSync(home, { recursive: true, force: true });
    }
  }, 30_000);

  it('refuses data that another server works on', async () => {
    const home = mkdtempSync(join(tmpdir(), 'taskora-postgres-test-'));
    const first = await startPostgres({ dataDirectory: home });
    try {
      await expect(startPostgres({ dataDirectory: home, port: first.port })).rejects.toThrow(
        /^DATABASE_START_FAILED: /,
      );
    } finally {
      await first.stop();
      rmSync(home, { recursive: true, force: true });
    }
  }, 30_000);

  it('gives each side a schema that the other cannot read, however often it is prepared', async () => {
    const server = await startPostgres();
    try {
      await prepareDatabase(server.superuserUrl, roles);
      await prepareDatabase(server.superuserUrl, roles);
      const base = `127.0.0.1:${server.port}/taskora`;
      const api = `postgresql://taskora_api:${encodeURIComponent(roles.apiPassword)}@${base}`;
      const auth = `postgresql://taskora_auth:other@${base}`;
      await query(api, 'create table task (id int)');
      expect(await query(api, 'select current_schema() as name')).toEqual([{ name: 'app' }]);
      expect(await query(auth, 'select current_schema() as name')).toEqual([{ name: 'auth' }]);
      await query(auth, "create table account as select 'hash' as password");
      expect(await query(auth, 'select password from account')).toEqual([{ password: 'hash' }]);
      await expect(query(auth, 'select * from app.task')).rejects.toThrow(/permission denied/);
      // The hashes of passwords are behind this one.
      await expect(query(api, 'select password from auth.account')).rejects.toThrow(
        /permission denied/,
      );
      await expect(query(api, 'create table auth.other (id int)')).rejects.toThrow(
        /permission denied/,
      );
    } finally {
      await server.stop();
    }
  }, 30_000);

  it('lets nobody sign in before the schemas are there', async () => {
    const server = await startPostgres();
    const taskora = `postgresql://postgres@127.0.0.1:${server.port}/taskora`;
    const auth = `postgresql://taskora_auth:other@127.0.0.1:${server.port}/taskora`;
    try {
      await query(server.superuserUrl, 'create database taskora');
      await query(
        taskora,
        `create function refuse() returns event_trigger language plpgsql
           as $$ begin raise exception 'not yet'; end $$;
         create event trigger refusing on ddl_command_start
           when tag in ('CREATE SCHEMA') execute function refuse()`,
      );
      await expect(prepareDatabase(server.superuserUrl, roles)).rejects.toThrow(/not yet/);
      await expect(query(auth, 'select 1')).rejects.toThrow(/not permitted to log in/);
      await query(taskora, 'drop event trigger refusing');
      await prepareDatabase(server.superuserUrl, roles);
      expect(await query(auth, 'select current_schema() as name')).toEqual([{ name: 'auth' }]);
    } finally {
      await server.stop();
    }
  }, 30_000);

  it('leaves nothing of a temporary server behind', async () => {
    const server = await startPostgres();
    const [row] = await query(server.superuserUrl, 'show data_directory');
    const folder = (row as { data_directory: string }).data_directory;
    expect(existsSync(folder)).toBe(true);
    await server.stop();
    expect(existsSync(folder)).toBe(false);
  }, 30_000);
});
