import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '../testing/database.ts';

const project = fileURLToPath(new URL('../../', import.meta.url));

interface Ended {
  exitCode: number | null;
  output: string;
}

function runNode(
  args: string[],
  environment: Record<string, string> = {},
  cwd = project,
): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, {
      cwd,
      env: environment as NodeJS.ProcessEnv,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (text) => (output += text));
    child.on('close', (exitCode) => resolve({ exitCode, output }));
  });
}

let folder: string;
let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
  // A folder without node_modules above it: what is bundled has to be enough, as it is in the image.
  folder = mkdtempSync(join(tmpdir(), 'taskora-auth-bundle-'));
  const built = await runNode(['bundle.ts', folder]);
  if (built.exitCode !== 0) throw new Error(built.output);
}, 60_000);

afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await database.drop();
});

describe('files that an image runs beside the server', () => {
  it('are three, and know nothing of where they were made', () => {
    expect(readdirSync(folder).sort()).toEqual([
      'healthcheck.mjs',
      'migrate.mjs',
      'reset-password.mjs',
    ]);
    for (const name of readdirSync(folder)) {
      expect(readFileSync(join(folder, name), 'utf8')).not.toContain(project);
    }
  });

  it('migrate with nothing but the address of the database', async () => {
    const run = () => runNode(['migrate.mjs'], { DATABASE_URL: database.url }, folder);
    expect(await run()).toMatchObject({ exitCode: 0 });
    const again = await run();
    expect(again.exitCode).toBe(0);
    expect(JSON.parse(again.output)).toMatchObject({
      tablesCreated: [],
      tablesChanged: [],
      level: 'info',
    });
  });

  it('say what to do when they cannot migrate, without the password', async () => {
    const missing = await runNode(['migrate.mjs'], {}, folder);
    expect(missing.exitCode).toBe(1);
    expect(missing.output).toMatch(/CONFIG_INVALID: .*DATABASE_URL[^]*Do: set it like/);
    const url = 'postgresql://nobody:hidden-password@127.0.0.1:1/none';
    const away = await runNode(
      ['migrate.mjs'],
      { DATABASE_URL: url, MIGRATE_WAIT_SECONDS: '0' },
      folder,
    );
    expect(away.exitCode).toBe(1);
    expect(away.output).toMatch(/AUTH_MIGRATION_FAILED: .*ECONNREFUSED.* Do: /);
    expect(away.output).not.toMatch(/hidden-password/);
  });

  it('make a link for a new password, or say why not, without the password (A1)', async () => {
    const revocations: (string | undefined)[] = [];
    let status = 204;
    const api = createServer((request, response) => {
      revocations.push(`${request.method} ${request.url}`);
      response.writeHead(status).end();
    });
    await new Promise<void>((resolve) => api.listen(0, '127.0.0.1', resolve));
    const { port } = api.address() as AddressInfo;
    const web = 'http://localhost:30000';
    const environment = {
      DATABASE_URL: database.url,
      BETTER_AUTH_SECRET: 'a secret of thirty-two characters',
      PUBLIC_URL: web,
      WEB_URL: web,
      CHATBOT_URL: web,
      API_URL: `http://127.0.0.1:${port}`,
    };
    const run = (args: string[], own: Record<string, string> = environment) =>
      runNode(['reset-password.mjs', ...args], own, folder);
    await runNode(['migrate.mjs'], environment, folder);
    await database.query(
      `insert into auth."user" (id, name, email, "emailVerified", "createdAt", "updatedAt")
       values ('ada', 'Ada', 'ada@example.org', false, now(), now())`,
    );
    const made = await run(['Ada@example.org']);
    expect(made.exitCode).toBe(0);
    expect(made.output).toMatch(/^http:\/\/localhost:30000\/reset-password\?token=[\w-]{32}\n/);
    expect(revocations).toEqual(['DELETE /api/v1/tokens']);
    status = 503;
    const left = await run(['ada@example.org']);
    expect(left).toMatchObject({ exitCode: 1 });
    expect(left.output).toMatch(/^ACCESS_TOKENS_LEFT: .*503.* Do: /);
    const unknown = await run(['eve@example.org']);
    expect(unknown).toMatchObject({ exitCode: 1 });
    expect(unknown.output).toMatch(/^ACCOUNT_UNKNOWN: .* Do: /);
    expect((await run([])).output).toMatch(/^EMAIL_MISSING: .* Do: /);
    const away = { ...environment, DATABASE_URL: 'postgresql://nobody:hidden@127.0.0.1:1/none' };
    const failed = await run(['ada@example.org'], away);
    expect(failed.output).toMatch(/^PASSWORD_RESET_FAILED: .*ECONNREFUSED.* Do: /);
    expect(failed.output).not.toContain('hidden');
    api.closeAllConnections();
    await new Promise((resolve) => api.close(resolve));
  });

  it('check health without a shell (I1)', async () => {
    let status = 200;
    const server = createServer((request, response) => {
      response.writeHead(request.url === '/health' ? status : 404).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const check = () => runNode(['healthcheck.mjs'], { PORT: String(port) }, folder);
    expect((await check()).exitCode).toBe(0);
    status = 503;
    expect((await check()).exitCode).toBe(1);
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    expect((await check()).exitCode).toBe(1);
  });
});
