import type { Credentials } from './credentials.ts';
import type { Registry } from './registry-name.ts';
import { repositoryPath } from './registry-name.ts';

const manifestTypes = [
  'application/vnd.docker.distribution.manifest.v2+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.oci.image.index.v1+json',
];

const timeoutMilliseconds = 30_000;

export type Lookup =
  | { readonly found: 'yes'; readonly digest: string }
  /** The registry answered, and does not have the tag. */
  | { readonly found: 'no' }
  /** It did not let us look, or did not answer. */
  | { readonly found: 'unknown'; readonly reason: string };

/**
 * Asks a registry for the digest of a tag. Only this makes early cutoff possible: a content tag that
 * is there has the right content, whoever built and pushed it.
 */
export async function lookupDigest(
  registry: Registry,
  project: string,
  tag: string,
  credentials: Credentials | undefined,
): Promise<Lookup> {
  const path = repositoryPath(registry, project);
  const scheme = registry.isInsecure ? 'http' : 'https';
  const address = `${scheme}://${registry.host}/v2/${path}/manifests/${tag}`;
  try {
    const first = await head(address, undefined);
    const response =
      first.status === 401 ? await head(address, await authorise(first, path, credentials)) : first;
    return judge(response);
  } catch (error) {
    return { found: 'unknown', reason: reasonOf(error) };
  }
}

function judge({ status, headers }: Response): Lookup {
  if (status === 404) return { found: 'no' };
  const digest = headers.get('docker-content-digest');
  if (status === 200 && digest !== null && /^sha256:[0-9a-f]{64}$/.test(digest)) {
    return { found: 'yes', digest };
  }
  return { found: 'unknown', reason: `it answered ${status}` };
}

function head(address: string, authorization: string | undefined): Promise<Response> {
  return fetch(address, {
    method: 'HEAD',
    headers: {
      accept: manifestTypes.join(', '),
      ...(authorization === undefined ? {} : { authorization }),
    },
    signal: AbortSignal.timeout(timeoutMilliseconds),
  });
}

/** As a registry asks for it: a password each time, or a token from another address. */
async function authorise(
  response: Response,
  path: string,
  credentials: Credentials | undefined,
): Promise<string | undefined> {
  const challenge = response.headers.get('www-authenticate') ?? '';
  const basic =
    credentials === undefined
      ? undefined
      : `Basic ${Buffer.from(`${credentials.user}:${credentials.password}`).toString('base64')}`;
  if (!/^bearer /i.test(challenge)) return basic;
  const parameters = new Map(
    [...challenge.matchAll(/(\w+)="([^"]*)"/g)].map(([, key = '', value = '']) => [key, value]),
  );
  const address = new URL(parameters.get('realm') ?? '');
  const service = parameters.get('service');
  if (service !== undefined) address.searchParams.set('service', service);
  address.searchParams.set('scope', `repository:${path}:pull`);
  const answer = await fetch(address, {
    ...(basic === undefined ? {} : { headers: { authorization: basic } }),
    signal: AbortSignal.timeout(timeoutMilliseconds),
  });
  if (!answer.ok) return undefined;
  const { token, access_token } = (await answer.json()) as {
    token?: string;
    access_token?: string;
  };
  return `Bearer ${token ?? access_token ?? ''}`;
}

/** Node puts what really happened into the cause of "fetch failed". */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return (error.cause instanceof Error ? error.cause : error).message.trim();
}
