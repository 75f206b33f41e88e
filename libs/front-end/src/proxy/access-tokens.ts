import { randomUUID } from 'node:crypto';
import { requestUpstream } from './upstream.ts';

/** Ends what programs can do with an account. Throws where it is not known to be done. */
export type RevokeAccessTokens = (userId: string) => Promise<void>;

export interface AccessTokenOptions {
  apiUrl: () => string;
  /** Makes a token of the API for a person. */
  sign: (userId: string) => Promise<string>;
  /** Ends the connections of programs that got their tokens by OAuth. */
  endConnections: (userId: string) => Promise<unknown>;
}

/** Longer than the API waits for its database. */
const timeoutMilliseconds = 15_000;

/** The API alone knows access tokens: it is asked in the name of whom they belong to. */
export function createAccessTokenRevoker({
  apiUrl,
  sign,
  endConnections,
}: AccessTokenOptions): RevokeAccessTokens {
  return async (userId) => {
    await endConnections(userId);
    const incoming = await requestUpstream({
      method: 'DELETE',
      url: new URL(`${apiUrl()}/api/v1/tokens`),
      headers: { authorization: `Bearer ${await sign(userId)}`, 'idempotency-key': randomUUID() },
      body: null,
      signal: AbortSignal.timeout(timeoutMilliseconds),
    });
    incoming.resume();
    if (incoming.statusCode === 204) return;
    throw new Error(`the API answered ${incoming.statusCode} to revoking access tokens`);
  };
}
