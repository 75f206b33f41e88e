import type { Database } from '../database/database.ts';

const findMethods = 'select "providerId" as method from auth.account where "userId" = $1';

/** How an account can be signed in to: `credential` is a password, as Better Auth calls it. */
export function createSignInMethods(database: () => Pick<Database, 'query'>) {
  return async (userId: string): Promise<ReadonlySet<string>> => {
    const rows = await database().query<{ method: string }>(findMethods, [userId]);
    return new Set(rows.map(({ method }) => method));
  };
}

export type SignInMethods = ReturnType<typeof createSignInMethods>;
