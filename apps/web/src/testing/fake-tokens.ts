import type { AccessToken, CreatedAccessToken, NewAccessToken } from '@taskora/api-client';

export function token(name: string, fields: Partial<AccessToken> = {}): AccessToken {
  return {
    id: `id-of-${name}`,
    name,
    ending: 'wxyz',
    scopes: ['tasks:read'],
    createdAt: '2026-11-01T10:00:00Z',
    expiresAt: '2099-11-01T10:00:00Z',
    lastUsedAt: null,
    ...fields,
  };
}

export interface FakeTokens {
  tokens: AccessToken[];
  /** What was asked to be made. */
  asked: NewAccessToken[];
  failure: { status: number; detail: string } | undefined;
}

/** Stands where the network begins, for the page of tokens. */
export function installFakeTokens(tokens: AccessToken[] = []): FakeTokens {
  const api: FakeTokens = { tokens, asked: [], failure: undefined };

  function answer(method: string, path: string, body: string): [number, unknown] {
    if (api.failure && method !== 'GET') {
      const { status, detail } = api.failure;
      return [status, { requestId: 'r', title: 'Failed', detail, status, fields: [] }];
    }
    if (method === 'GET') return [200, { items: api.tokens }];
    if (method === 'DELETE') {
      api.tokens = api.tokens.filter(({ id }) => !path.endsWith(`/${id}`));
      return [204, undefined];
    }
    const wanted = JSON.parse(body) as NewAccessToken;
    api.asked.push(wanted);
    const made = token(wanted.name, { scopes: wanted.scopes });
    api.tokens = [made, ...api.tokens];
    return [201, { ...made, token: 'taskora_pat_secret' } satisfies CreatedAccessToken];
  }

  const fetchFake = async (path: string, { method = 'GET', body }: RequestInit = {}) => {
    const [status, answered] = answer(method, path, String(body));
    return {
      ok: status < 300,
      status,
      headers: new Headers(),
      json: () => Promise.resolve(answered),
      text: () => Promise.resolve(answered === undefined ? '' : JSON.stringify(answered)),
    };
  };
  Object.assign(globalThis, { fetch: fetchFake });
  return api;
}
