import { createHash, randomBytes } from 'node:crypto';
import { createAccountFixture, type AccountFixture } from './account-fixture.ts';
import { ownOrigin, signUp, type TestFrontEnd } from './front-end.ts';
import { sendRaw, serve, type Served } from './http-server.ts';

/** A web front end behind a real port, whose address is its own issuer. */
export interface AuthorizationFixture {
  url: string;
  fixture: AccountFixture;
  frontEnd: TestFrontEnd;
  /** Makes an account and gives the cookie of its browser. */
  person: (email: string) => Promise<string>;
  close: () => Promise<void>;
}

export async function createAuthorizationFixture(): Promise<AuthorizationFixture> {
  const behind: { frontEnd?: TestFrontEnd } = {};
  const served: Served = await serve((request, response) =>
    behind.frontEnd?.requestRouter(request, response, () => response.writeHead(404).end()),
  );
  const fixture = await createAccountFixture({
    PUBLIC_URL: served.url,
    WEB_URL: served.url,
    TRUSTED_ORIGINS: ownOrigin,
  });
  const { frontEnd } = fixture;
  behind.frontEnd = frontEnd;
  return {
    url: served.url,
    fixture,
    frontEnd,
    person: (email) => signUp(frontEnd, email),
    close: async () => {
      await served.close();
      await fixture.close();
    },
  };
}

export const callback = 'http://127.0.0.1:7777/callback';

export const challengeOf = (verifier: string) =>
  createHash('sha256').update(verifier).digest('base64url');

export type Fields = Record<string, string | undefined>;
const defined = (fields: Fields) =>
  new URLSearchParams(
    Object.entries(fields).filter((each): each is [string, string] => each[1] !== undefined),
  );

/** A program without a browser of its own, and the browser of a person. */
export function createProgram(url: string) {
  const { port } = new URL(url);
  const post = (path: string, fields: Fields) =>
    fetch(`${url}/api/auth/oauth2/${path}`, { method: 'POST', body: defined(fields) });
  const json = (path: string, body: unknown, headers: Record<string, string> = {}) =>
    fetch(`${url}/api/auth/oauth2/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });

  async function register(more: object = {}): Promise<string> {
    const response = await json('register', {
      client_name: 'Editor',
      redirect_uris: [callback],
      ...more,
    });
    if (response.status !== 201) throw new Error(await response.text());
    const { client_id: id } = (await response.json()) as { client_id: string };
    return id;
  }

  /** Where the browser of a person is sent that follows a link of the program. */
  async function open(fields: Fields, cookie?: string): Promise<URL> {
    const answer = await sendRaw({
      port: Number(port),
      path: `/api/auth/oauth2/authorize?${defined(fields)}`,
      headers: { 'sec-fetch-mode': 'navigate', ...(cookie !== undefined && { cookie }) },
    });
    const location = answer.headers.get('location');
    if (location === null) throw new Error(`${answer.status} ${await answer.text()}`);
    return new URL(location, url);
  }

  /** What the page does when a person answers it; gives where the browser goes then. */
  const answer = (page: URL, cookie: string, accept: boolean) =>
    json(
      'consent',
      { accept, oauth_query: page.search.slice(1) },
      { cookie, origin: url, accept: 'application/json' },
    );

  async function agree(page: URL, cookie: string): Promise<URL> {
    const response = await answer(page, cookie, true);
    const { url: next } = (await response.json()) as { url: string };
    return new URL(next);
  }

  /** An authorization request as the protocol asks for one. */
  function request(id: string, verifier: string, more: Fields = {}): Fields {
    return {
      response_type: 'code',
      client_id: id,
      redirect_uri: callback,
      scope: 'tasks:read tasks:write',
      state: 'a state',
      code_challenge: challengeOf(verifier),
      code_challenge_method: 'S256',
      resource: `${url}/mcp`,
      ...more,
    };
  }

  /** A code that a person has agreed to, and what it takes to exchange it. */
  async function codeFor(cookie: string, more: Fields = {}) {
    const verifier = randomBytes(32).toString('base64url');
    const id = await register();
    const page = await open(request(id, verifier, more), cookie);
    const back = await agree(page, cookie);
    const code = back.searchParams.get('code') ?? '';
    return {
      id,
      verifier,
      code,
      fields: {
        grant_type: 'authorization_code',
        client_id: id,
        code,
        code_verifier: verifier,
        redirect_uri: callback,
        resource: `${url}/mcp`,
      } satisfies Fields as Fields,
    };
  }

  /** The tokens of a program that a person has agreed to. */
  async function tokensFor(cookie: string, more: Fields = {}) {
    const { id, fields } = await codeFor(cookie, more);
    const response = await post('token', fields);
    if (!response.ok) throw new Error(await response.text());
    return { id, ...((await response.json()) as Tokens) };
  }

  return { register, json, post, open, answer, agree, request, codeFor, tokensFor };
}

export interface Tokens {
  access_token: string;
  refresh_token: string;
  token_type: string;
  expires_in: number;
  scope: string;
}
