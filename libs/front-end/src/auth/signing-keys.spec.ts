import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { JSONWebKeySet } from 'jose';
import { createLog } from '../base/log.ts';
import { createTestDatabase, type TestDatabase } from '../testing/database.ts';
import { createTestFrontEnd, ownOrigin, peer, type TestFrontEnd } from '../testing/front-end.ts';
import { migrate } from './migrate.ts';

const log = createLog({ service: 'test', level: () => 'error', write: () => undefined });

let database: TestDatabase;
let pods: readonly TestFrontEnd[];

beforeAll(async () => {
  database = await createTestDatabase();
  await migrate({ databaseUrl: database.url, waitSeconds: 10, log });
});

beforeEach(async () => {
  await database.query('truncate auth.jwks');
  pods = [createTestFrontEnd(database.url), createTestFrontEnd(database.url)];
});

afterEach(() => Promise.all(pods.map((pod) => pod.close())));

afterAll(() => database.drop());

async function published(pod: TestFrontEnd): Promise<readonly (string | undefined)[]> {
  const response = await pod.authRoute(new Request(`${ownOrigin}/api/auth/jwks`), peer);
  expect(response.status).toBe(200);
  return ((await response.json()) as JSONWebKeySet).keys.map(({ kid }) => kid);
}

const asked = () => Array.from({ length: 25 }, () => pods.map(published)).flat();
const kept = async () =>
  (await database.query('select id from auth.jwks where "expiresAt" > now()')).rows;

describe('the key that tokens are signed with', () => {
  it('is one, however many ask two fresh pods for it at once (better-auth#5663)', async () => {
    const answers = await Promise.all(asked());
    expect(await kept()).toHaveLength(1);
    expect(new Set(answers.flat())).toEqual(new Set((await kept()).map(({ id }) => id)));
  });

  it('is the same one on every pod, and in every answer after that (better-auth#6215)', async () => {
    const [first] = await Promise.all(pods.map(published));
    for (const pod of pods) expect(await published(pod)).toEqual(first);
    expect(await kept()).toHaveLength(1);
  });
});
