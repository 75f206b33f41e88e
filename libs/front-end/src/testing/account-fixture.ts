import type { FrontEndOptions } from '../front-end.ts';
import { migrate } from '../auth/migrate.ts';
import { createLog } from '../base/log.ts';
import { serve } from './http-server.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';
import {
  accountRequest,
  createTestFrontEnd,
  peer,
  type Attempt,
  type TestFrontEnd,
} from './front-end.ts';

const log = createLog({ service: 'test', level: () => 'error', write: () => undefined });

/** Stands in for the API, which alone knows access tokens. */
export interface TokenApi {
  /** Whose access tokens it was asked to revoke, by the claims of the token that asked. */
  revokedFor: string[];
  /** What it answers. */
  status: number;
}

/** The person in a token, whose signature the API's own tests verify. */
function subjectOf(authorization: string | undefined): string {
  const [, payload = ''] = (authorization ?? '').split('.');
  return JSON.parse(Buffer.from(payload, 'base64url').toString()).sub;
}

async function startTokenApi() {
  const api: TokenApi = { revokedFor: [], status: 204 };
  const served = await serve((request, response) => {
    const isRevocation = request.method === 'DELETE' && request.url === '/api/v1/tokens';
    if (isRevocation && api.status === 204)
      api.revokedFor.push(subjectOf(request.headers.authorization));
    response.writeHead(isRevocation ? api.status : 404).end();
  });
  return { api, served };
}

export interface AccountFixture {
  database: TestDatabase;
  api: TokenApi;
  frontEnd: TestFrontEnd;
  /** One more front end on the same database, closed with the fixture. */
  open: (changes?: Record<string, string>, more?: Partial<FrontEndOptions>) => TestFrontEnd;
  post: (attempt: Attempt, on?: TestFrontEnd) => Promise<Response>;
  close: () => Promise<void>;
}

/** A migrated database and a front end on it, which nobody else uses. */
export async function createAccountFixture(
  changes: Record<string, string> = {},
): Promise<AccountFixture> {
  const database = await createTestDatabase();
  await migrate({ databaseUrl: database.url, waitSeconds: 10, log });
  const { api, served } = await startTokenApi();
  const opened: TestFrontEnd[] = [];
  const open = (own: Record<string, string> = {}, more: Partial<FrontEndOptions> = {}) => {
    const made = createTestFrontEnd(
      database.url,
      { API_URL: served.url, ...changes, ...own },
      more,
    );
    opened.push(made);
    return made;
  };
  const frontEnd = open();
  return {
    database,
    api,
    frontEnd,
    open,
    post: (attempt, on = frontEnd) => on.authRoute(accountRequest(attempt), attempt.peer ?? peer),
    close: async () => {
      for (const each of opened) await each.close();
      await served.close();
      await database.drop();
    },
  };
}
