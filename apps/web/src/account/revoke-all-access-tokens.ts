import { ApiError, newId, revokeAllAccessTokens, sendChange } from '@taskora/api-client';
import { endAllConnections, type AuthResult } from '@taskora/front-end/client';

/** Ends what programs can do with the account; `done` is what was changed before, whatever comes of this. */
export async function revokeAccessTokensAfter(done: string): Promise<AuthResult> {
  try {
    await sendChange((options) => revokeAllAccessTokens(options), { idempotencyKey: newId() });
  } catch (error) {
    const reason = error instanceof ApiError ? error.problem.detail : '';
    const left = `${done}, but the access tokens were not revoked: do that on the page Tokens.`;
    return { ok: false, message: `${left} ${reason}`.trimEnd() };
  }
  return endAllConnections();
}
