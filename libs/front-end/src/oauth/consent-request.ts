import { programScopes } from '../auth/oauth-plugin.ts';
import type { Database } from '../database/database.ts';

/** What a person is asked to agree to. */
export interface ConsentRequest {
  /** What the program calls itself: anybody can say anything. */
  name: string;
  /** Where the answer goes, which nobody can make up: a host, this machine, or a scheme of a program. */
  destination: { kind: 'host' | 'program' | 'this-machine'; name: string };
  scopes: string[];
}

const findClient =
  'select name from auth."oauthClient" where "clientId" = $1 and not coalesce(disabled, false)';

function destinationOf(redirectUri: string): ConsentRequest['destination'] | undefined {
  if (!URL.canParse(redirectUri)) return undefined;
  const { protocol, host, hostname } = new URL(redirectUri);
  if (protocol === 'http:') return { kind: 'this-machine', name: hostname };
  if (protocol === 'https:') return { kind: 'host', name: host };
  return { kind: 'program', name: protocol.slice(0, -1) };
}

/**
 * Reads what a page asks a person. The query is signed, which is verified when the person answers: one that
 * somebody made up can be shown, and not be agreed to. Null for one that nothing can come of.
 */
export async function readConsentRequest(
  query: URLSearchParams,
  database: Pick<Database, 'query'>,
): Promise<ConsentRequest | null> {
  const destination = destinationOf(query.get('redirect_uri') ?? '');
  const asked = (query.get('scope') ?? '').split(' ');
  const scopes = programScopes.filter((scope) => asked.includes(scope));
  if (destination === undefined || scopes.length === 0 || !query.has('sig')) return null;
  const [client] = await database.query<{ name: string | null }>(findClient, [
    query.get('client_id') ?? '',
  ]);
  if (client === undefined) return null;
  return { name: client.name ?? 'A program', destination, scopes };
}
