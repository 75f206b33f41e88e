import type { FrontEndOptions } from '../front-end.ts';
import { migrate } from '../auth/migrate.ts';
import { createLog } from '../base/log.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';
import {
  accountRequest,
  createTestFrontEnd,
  peer,
  type Attempt,
  type TestFrontEnd,
} from './front-end.ts';

const log = createLog({ service: 'test', level: () => 'error', write: () => undefined });

export interface AccountFixture {
  database: TestDatabase;
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
  const opened: TestFrontEnd[] = [];
  const open = (own: Record<string, string> = {}, more: Partial<FrontEndOptions> = {}) => {
    const made = createTestFrontEnd(database.url, { ...changes, ...own }, more);
    opened.push(made);
    return made;
  };
  const frontEnd = open();
  return {
    database,
    frontEnd,
    open,
    post: (attempt, on = frontEnd) => on.authRoute(accountRequest(attempt), attempt.peer ?? peer),
    close: async () => {
      for (const each of opened) await each.close();
      await database.drop();
    },
  };
}
