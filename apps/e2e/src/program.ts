import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import type { OAuthClientProvider } from '@modelcontextprotocol/sdk/client/auth.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type {
  OAuthClientInformationMixed,
  OAuthTokens,
} from '@modelcontextprotocol/sdk/shared/auth.js';

/** What a program keeps of an authorization server, and where it waits for the answer of a person. */
export interface Program {
  /** The page that the person has to answer; asking for it registers the program. */
  ask: () => Promise<URL>;
  /** Waits for the answer that a browser brings, and exchanges it for tokens. */
  finish: () => Promise<void>;
  /** A client with the tokens; it refreshes them when they are refused. */
  connect: () => Promise<Client>;
  tokens: () => OAuthTokens | undefined;
  /** Takes the access token away, as its end after a few minutes does. */
  forgetAccess: () => void;
  close: () => Promise<void>;
}

/** The address to which the answer comes, and the next answer that comes there. */
async function listen() {
  const waiting: ((query: URLSearchParams) => void)[] = [];
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://localhost');
    response.end('You can close this page.');
    if (pathname === '/callback') waiting.shift()?.(searchParams);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/callback`,
    next: () => new Promise<URLSearchParams>((resolve) => void waiting.push(resolve)),
    close: () => {
      server.closeAllConnections();
      return new Promise<void>((resolve) => void server.close(() => resolve()));
    },
  };
}

/** A program that uses the official client of the protocol, which goes through OAuth by itself. */
export async function startProgram(webUrl: string, name: string): Promise<Program> {
  const callback = await listen();
  const kept: {
    information?: OAuthClientInformationMixed;
    tokens?: OAuthTokens | undefined;
    verifier?: string;
    page?: URL;
  } = {};
  const provider: OAuthClientProvider = {
    redirectUrl: callback.url,
    clientMetadata: { client_name: name, redirect_uris: [callback.url] },
    state: () => 'a state of this program',
    clientInformation: () => kept.information,
    saveClientInformation: (information) => void (kept.information = information),
    tokens: () => kept.tokens,
    saveTokens: (tokens) => void (kept.tokens = tokens),
    redirectToAuthorization: (url) => void (kept.page = url),
    saveCodeVerifier: (verifier) => void (kept.verifier = verifier),
    codeVerifier: () => kept.verifier ?? '',
  };
  const newTransport = () =>
    new StreamableHTTPClientTransport(new URL(`${webUrl}/mcp`), { authProvider: provider });
  const newClient = () => new Client({ name, version: '1' });
  let answer: Promise<URLSearchParams> | undefined;
  let asking: StreamableHTTPClientTransport | undefined;
  return {
    ask: async () => {
      answer = callback.next();
      asking = newTransport();
      // It has no token yet: it goes to the page instead, and says that it has to.
      await newClient()
        .connect(asking)
        .catch((error: unknown) => {
          if (kept.page === undefined) throw error;
        });
      if (kept.page === undefined) throw new Error('the program was let in without being asked');
      return kept.page;
    },
    finish: async () => {
      const query = await answer;
      const code = query?.get('code');
      if (code == null) throw new Error(`no code, but ${query?.get('error')}`);
      await asking?.finishAuth(code);
    },
    connect: async () => {
      const client = newClient();
      // The transport has fields that may be undefined, which is another type where optional ones are exact.
      await client.connect(newTransport() as Parameters<Client['connect']>[0]);
      return client;
    },
    tokens: () => kept.tokens,
    forgetAccess: () => {
      if (kept.tokens) kept.tokens = { ...kept.tokens, access_token: 'ended' };
    },
    close: callback.close,
  };
}
