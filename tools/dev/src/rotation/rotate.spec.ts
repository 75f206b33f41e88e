import pg from 'pg';
import { DatabaseImage, askAt } from '../testing/database-image.ts';
import { SmallCluster } from '../testing/small-cluster.ts';
import { rotateSecrets, usualSubjects, type RotationRequest, type Subject } from './rotate.ts';

jest.setTimeout(120_000);

const database = new DatabaseImage();
let cluster: SmallCluster;
let lines: string[];

const accounts = `
  drop table if exists auth.session, auth.account, auth."user", auth.jwks,
    app.access_tokens, app.app_passwords, app.calendar_feeds;
  create table auth."user" (id text primary key, email text);
  create table auth.account ("userId" text, "providerId" text, password text);
  create table auth.session ("userId" text);
  create table auth.jwks (id text);
  create table app.access_tokens (owner_id text);
  create table app.app_passwords (owner_id text);
  create table app.calendar_feeds (owner_id text);
  insert into auth."user" values ('d', 'demo@taskora.example');
  insert into auth.account values ('d', 'credential', 'hash of old');
  insert into auth.session values ('d');
  insert into app.access_tokens values ('d'), ('another');
  insert into app.app_passwords values ('d'), ('another');
  insert into app.calendar_feeds values ('d'), ('another');
  insert into auth.jwks values ('old');
  select 1;`;

beforeAll(async () => {
  database.mount({
    'superuser-password': 'super',
    'api-password': 'api1',
    'auth-password': 'auth1',
  });
  await database.start();
});

afterAll(() => database.remove());

beforeEach(async () => {
  cluster = new SmallCluster(database);
  lines = [];
  // As the Secret says at the beginning of each test.
  database.mount(cluster.data);
  await database.stop();
  await database.start();
  await database.ask(accounts);
  for (const deployment of ['api', 'api', 'web', 'web', 'chatbot', 'chatbot'])
    cluster.startPod(deployment);
});

afterEach(() => cluster.close());

function rotate(changes: Partial<RotationRequest> & { only?: readonly Subject[] } = {}) {
  const {
    only = usualSubjects,
    isDryRun = false,
    mayInterrupt = false,
    mayLackDemo = false,
  } = changes;
  const hash = async (password: string) => `hash of ${password}`;
  const parts = { cluster, hash, log: (line: string) => lines.push(line) };
  return rotateSecrets(parts, { subjects: new Set(only), isDryRun, mayInterrupt, mayLackDemo });
}

const signsIn = (login: string, password: string): Promise<boolean> =>
  askAt(database.address(login, password), 'select 1').then(
    () => true,
    () => false,
  );

/** Nobody signs in by what was used before, and everybody by what the Secret says. */
async function expectOnly(logins: { api: string; auth: string }): Promise<void> {
  for (const [side, login] of Object.entries(logins)) {
    const url = cluster.data[`${side}-url`] ?? '';
    expect(new URL(url).username).toBe(login);
    const role = `taskora_${side}`;
    const rows = await askAt(
      url,
      'select session_user::text, current_user::text, current_schema()::text',
    );
    expect(rows).toEqual([[login, role, side === 'api' ? 'app' : 'auth']]);
  }
  const withPassword = await database.ask(
    `select rolname::text from pg_authid where rolpassword is not null and rolname <> 'postgres' order by 1`,
  );
  expect(withPassword.flat()).toEqual([logins.api, logins.auth].sort());
}

describe('a rotation of the secrets (K3)', () => {
  it('turns both roles to their other logins without a request that fails, and back', async () => {
    await rotate();
    await expectOnly({ api: 'taskora_api_b', auth: 'taskora_auth_b' });
    expect(await signsIn('taskora_api', 'api1')).toBe(false);
    expect(lines).toEqual(
      expect.arrayContaining([
        'taskora_api: turning from login taskora_api to taskora_api_b',
        'taskora_auth: nobody signs in as taskora_auth any more',
      ]),
    );
    await rotate();
    await expectOnly({ api: 'taskora_api', auth: 'taskora_auth' });
    expect(await signsIn('taskora_api', 'api1')).toBe(false);
    await cluster.close();
    expect(cluster.served).toBeGreaterThan(50);
    expect(cluster.failures).toEqual([]);
  });

  it('leaves to the role what its other login makes', async () => {
    await rotate({ only: ['database'] });
    await askAt(cluster.data['api-url'] ?? '', 'create table made (id int)');
    const owner = `select tableowner::text from pg_tables where tablename = 'made'`;
    expect(await database.ask(owner)).toEqual([['taskora_api']]);
    await rotate({ only: ['database'] });
    await askAt(cluster.data['api-url'] ?? '', 'drop table made');
  });

  it.each([false, true])(
    'holds when the database starts again, on a fresh volume: %s',
    async (isFresh) => {
      await rotate({ only: ['database'] });
      await cluster.close();
      await database.stop();
      await database.start({ isFresh });
      await expectOnly({ api: 'taskora_api_b', auth: 'taskora_auth_b' });
    },
  );

  it('is finished by another run, wherever it was ended', async () => {
    const steps: string[] = [];
    cluster.before = (step) => void steps.push(step);
    await rotate({ only: ['database'] });
    const [first, second] = [
      { api: 'taskora_api_b', auth: 'taskora_auth_b' },
      { api: 'taskora_api', auth: 'taskora_auth' },
    ];
    await expectOnly(first);
    expect(steps.length).toBeGreaterThan(10);
    for (let end = 0; end < steps.length; end += 1) {
      let left = end;
      cluster.before = () => {
        if (left === 0) throw new Error('killed');
        left -= 1;
      };
      await expect(rotate({ only: ['database'] })).rejects.toThrow(/killed/);
      cluster.before = () => undefined;
      // Whoever starts now gets what the Secret says, and it works.
      for (const key of ['api-url', 'auth-url']) {
        expect(await signsIn(...credentials(cluster.data[key]))).toBe(true);
      }
      await rotate({ only: ['database'] });
      await expectOnly(
        new URL(cluster.data['api-url'] ?? '').username.endsWith('_b') ? first : second,
      );
      expect(cluster.secrets['taskora-database']?.annotations).toEqual({});
    }
    await cluster.close();
    expect(cluster.failures).toEqual([]);
  });

  it('lets both logins in on a fresh volume while it is under way', async () => {
    const killed = new Error('killed');
    cluster.before = (step) => {
      if (step === 'evict') throw killed;
    };
    await expect(rotate({ only: ['database'] })).rejects.toThrow(killed);
    await cluster.close();
    await database.stop();
    await database.start({ isFresh: true });
    expect(await signsIn('taskora_api', 'api1')).toBe(true);
    expect(await signsIn(...credentials(cluster.data['api-url']))).toBe(true);
  });

  it('changes nothing while somebody else is signed in by the old login, and says who', async () => {
    const url = cluster.data['api-url'] ?? '';
    const guest = new pg.Client({ connectionString: url, application_name: 'somebody' });
    await guest.connect();
    await expect(rotate({ only: ['database'] })).rejects.toThrow(
      /^ROTATION_SESSIONS_REMAIN: login taskora_api is still used by somebody at 127\.0\.0\.1/,
    );
    expect(await signsIn('taskora_api', 'api1')).toBe(true);
    await guest.end();
    await rotate({ only: ['database'] });
    await expectOnly({ api: 'taskora_api_b', auth: 'taskora_auth_b' });
  });

  it('says what it would do, and does nothing', async () => {
    const before = structuredClone(cluster.secrets);
    cluster.before = (step) => {
      throw new Error(`${step} was done`);
    };
    await rotate({ isDryRun: true });
    expect(cluster.secrets).toEqual(before);
    expect(lines).toEqual([
      'would turn taskora_api from login taskora_api to taskora_api_b and replace the pods of api',
      'would turn taskora_auth from login taskora_auth to taskora_auth_b and replace the pods of web and chatbot',
      expect.stringMatching(
        /^would make a new key of the server actions and replace .* web and chatbot: pages/,
      ),
      'would give the demo account a new password, and end its sessions and access tokens',
    ]);
  });

  it('gives the demo account the password of the Secret, and takes nothing else of it', async () => {
    await rotate({ only: ['demo-password'] });
    const { data } = await cluster.readSecret('taskora-demo');
    expect(data).toEqual({
      email: 'demo@taskora.example',
      password: expect.not.stringMatching(/^old$/),
    });
    const rows = await database.ask('select "userId", password from auth.account');
    expect(rows).toEqual([['d', `hash of ${data['password']}`]]);
    expect(await database.ask('select * from auth.session')).toEqual([]);
    for (const table of ['access_tokens', 'app_passwords', 'calendar_feeds']) {
      expect(await database.ask(`select owner_id from app.${table}`)).toEqual([['another']]);
    }
  });

  it.each([
    ['no Secret', async () => void delete cluster.secrets['taskora-demo']],
    ['no account', async () => void (await database.ask('delete from auth.account returning 1'))],
  ])('turns nothing before it knows the demo account: %s', async (_what, remove) => {
    await remove();
    const before = structuredClone(cluster.secrets);
    await expect(rotate()).rejects.toThrow(/^ROTATION_NO_DEMO: /);
    expect(cluster.secrets).toEqual(before);
    expect(await signsIn('taskora_api', 'api1')).toBe(true);
    await rotate({ mayLackDemo: true });
    await expectOnly({ api: 'taskora_api_b', auth: 'taskora_auth_b' });
    expect(lines).toContainEqual(expect.stringMatching(/^demo account: passed over/));
  });

  it('changes the secret of Better Auth on request alone, and drops the keys that it encrypted', async () => {
    await rotate();
    expect(cluster.secrets['taskora-auth']?.data).toEqual({ secret: 'first' });
    expect(cluster.secrets['taskora-next']?.data).not.toEqual({ 'server-actions-key': 'first' });
    expect(await database.ask('select id from auth.jwks')).toEqual([['old']]);
    await rotate({ only: ['better-auth-secret'] });
    expect(cluster.secrets['taskora-auth']).toEqual({
      annotations: {},
      data: { secret: expect.stringMatching(/^[0-9a-f]{64}$/) },
    });
    expect(await database.ask('select id from auth.jwks')).toEqual([]);
    expect(lines.join('\n')).toContain('everybody has to sign in again');
  });

  it('leaves the logins of a database of somebody else alone', async () => {
    const data = { 'superuser-password': null, 'auth-url': 'postgresql://owner:x@ep.example/t' };
    await cluster.patchSecret('taskora-database', { data });
    await expect(rotate()).rejects.toThrow(/^ROTATION_EXTERNAL: /);
    expect(cluster.data['api-url']).toBe(database.address('taskora_api', 'api1'));
  });
});

function credentials(address = ''): [string, string] {
  const { username, password } = new URL(address);
  return [username, password];
}
