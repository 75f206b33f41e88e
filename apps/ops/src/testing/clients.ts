import { fileURLToPath } from 'node:url';
import {
  Client as SecondClient,
  StreamableHTTPClientTransport as HttpTransport,
} from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { Client as FirstClient } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport as FirstStdioTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPClientTransport as FirstHttpTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';

/** A tool as a client lists it. */
export interface ListedTool {
  readonly name: string;
  readonly description?: string;
  readonly inputSchema: {
    readonly type: string;
    readonly properties?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
    readonly required?: readonly string[];
  };
  readonly annotations?: Readonly<Record<string, unknown>>;
}

export interface CalledTool {
  readonly content: readonly { readonly type: string; readonly text?: string }[];
  readonly structuredContent?: Readonly<Record<string, unknown>>;
  readonly isError?: boolean;
}

/** What the tests ask of either client. */
export interface TestClient {
  list(): Promise<readonly ListedTool[]>;
  call(name: string, input?: Record<string, unknown>): Promise<CalledTool>;
  close(): Promise<void>;
}

const about = { name: 'ops-tests', version: '1.0.0' };
const program = fileURLToPath(new URL('../stdio.ts', import.meta.url));

function started(variables: Readonly<Record<string, string>>) {
  return { command: process.execPath, args: [program], env: { ...variables } };
}

type Client = SecondClient | FirstClient;

function asTestClient(client: Client): TestClient {
  return {
    list: async () => (await client.listTools()).tools as ListedTool[],
    call: async (name, input = {}) =>
      (await client.callTool({ name, arguments: input })) as CalledTool,
    close: () => client.close(),
  };
}

/** The SDK of the protocol's second line. */
export async function secondClient(variables: Record<string, string>): Promise<TestClient> {
  const client = new SecondClient(about);
  await client.connect(new StdioClientTransport(started(variables)));
  return asTestClient(client);
}

/** The SDK of the first line, as most programs still have it. */
export async function firstClient(variables: Record<string, string>): Promise<TestClient> {
  const client = new FirstClient(about);
  await client.connect(new FirstStdioTransport(started(variables)));
  return asTestClient(client);
}

type Headers = Readonly<Record<string, string>>;

export async function secondHttpClient(url: string, headers: Headers = {}): Promise<TestClient> {
  const client = new SecondClient(about);
  await client.connect(new HttpTransport(new URL(url), { requestInit: { headers } }));
  return asTestClient(client);
}

export async function firstHttpClient(url: string, headers: Headers = {}): Promise<TestClient> {
  const client = new FirstClient(about);
  const transport = new FirstHttpTransport(new URL(url), { requestInit: { headers } });
  // Its types take no session that is absent, which is what a server without sessions gives.
  await client.connect(transport as Parameters<FirstClient['connect']>[0]);
  return asTestClient(client);
}
