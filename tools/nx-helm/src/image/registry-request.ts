import type { Registry } from './registry.ts';
import { repositoryPath } from './registry.ts';

export interface Credentials {
  readonly user: string;
  readonly password: string;
}

interface Access {
  /** The repository, below the host. */
  readonly path: string;
  readonly credentials: Credentials | undefined;
  readonly actions: 'pull' | 'pull,push';
}

export const registryTimeoutMilliseconds = 30_000;

/** As a registry asks for it: a password each time, or a token from another address. */
export async function authorise(
  response: Response,
  { path, credentials, actions }: Access,
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
  address.searchParams.set('scope', `repository:${path}:${actions}`);
  const answer = await fetch(address, {
    ...(basic === undefined ? {} : { headers: { authorization: basic } }),
    signal: AbortSignal.timeout(registryTimeoutMilliseconds),
  });
  if (!answer.ok) return undefined;
  const { token, access_token } = (await answer.json()) as {
    token?: string;
    access_token?: string;
  };
  return `Bearer ${token ?? access_token ?? ''}`;
}

interface RegistryPlace extends Omit<Access, 'path'> {
  readonly registry: Registry;
  readonly project: string;
}

/** Requests of one repository, by the distribution specification of OCI. */
export type RegistryRequest = (
  path: string,
  init?: RequestInit & { readonly headers?: Readonly<Record<string, string>> },
) => Promise<Response>;

export function registryRequests({ registry, project, ...access }: RegistryPlace): RegistryRequest {
  const path = repositoryPath(registry, project);
  const host = `${registry.isInsecure ? 'http' : 'https'}://${registry.host}`;
  let authorization: string | undefined;
  return async (place, { headers = {}, ...init } = {}) => {
    // An upload goes where the registry says, which may be a whole address.
    const address = new URL(
      place.startsWith('/') || place.includes('://') ? place : `/v2/${path}/${place}`,
      host,
    );
    const ask = (): Promise<Response> =>
      fetch(address, {
        ...init,
        headers: { ...headers, ...(authorization === undefined ? {} : { authorization }) },
        signal: AbortSignal.timeout(registryTimeoutMilliseconds),
      });
    const first = await ask();
    if (first.status !== 401 || authorization !== undefined) return first;
    authorization = await authorise(first, { path, ...access });
    return ask();
  };
}
