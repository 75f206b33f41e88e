import { createHash } from 'node:crypto';

/** How long a link by which a new password is chosen can be used. */
export const resetLifeSeconds = 60 * 60;

/** What Better Auth calls the token of such a link. */
export const identifierOf = (token: string): string => `reset-password:${token}`;

/** What it keeps of it: a hash, by which it finds the token again. */
export const storedIdentifierOf = (token: string): string =>
  createHash('sha256').update(identifierOf(token)).digest('base64url');

/** Takes back all links of an account, which is its one value. */
export const deleteLinks = 'delete from auth.verification where value = $1';

/** The page on which a new password is chosen. */
export function resetLink(webUrl: string, token: string): string {
  const link = new URL('/reset-password', webUrl);
  link.searchParams.set('token', token);
  return link.href;
}
