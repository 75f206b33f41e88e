import { spawn } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  createAuthorizationFixture,
  createProgram,
  type AuthorizationFixture,
} from '../testing/program.ts';

const suite = fileURLToPath(
  new URL(
    '../../../../node_modules/@modelcontextprotocol/conformance/dist/index.js',
    import.meta.url,
  ),
);

let server: AuthorizationFixture;

beforeAll(async () => {
  server = await createAuthorizationFixture();
}, 60_000);

afterAll(() => server.close());

/** A port that is free now: the suite listens for the answer at one that it is given. */
async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

/** Runs the scenarios for an authorization server, and answers the page that they ask a person to open. */
async function runSuite(args: string[], onPage: (url: URL) => Promise<void>): Promise<string> {
  const child = spawn(process.execPath, [suite, 'authorization', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let isAnswered = false;
  child.stderr.on('data', (text) => (output += text));
  child.stdout.on('data', (text) => {
    output += text;
    const [page] = /^http:\S+\/oauth2\/authorize\?\S+(?=\s)/m.exec(output) ?? [];
    if (page === undefined || isAnswered) return;
    isAnswered = true;
    onPage(new URL(page)).catch((error: unknown) => {
      output += String(error);
      child.kill();
    });
  });
  await new Promise((resolve) => child.on('close', resolve));
  return output;
}

describe('the conformance suite of the Model Context Protocol (A2)', () => {
  it('finds nothing wrong with the authorization server', async () => {
    const program = createProgram(server.url);
    const ada = await server.person('ada@example.com');
    const port = await freePort();
    const id = await program.register({
      redirect_uris: [`http://127.0.0.1:${port}/callback`],
    });
    const given = ['--url', server.url, '--client-id', id, '--resource', `${server.url}/mcp`];
    const output = await runSuite([...given, '--port', String(port)], async (url) => {
      const asked = Object.fromEntries(url.searchParams);
      const back = await program.agree(await program.open(asked, ada), ada);
      await (await fetch(back)).text();
    });
    expect(output).toContain('authorization-server-metadata-endpoint: 1 passed, 0 failed');
    expect(output).toContain('authorization-code-grant: 1 passed, 0 failed');
    expect(output).toContain('Total: 2 passed, 0 failed');
  }, 60_000);
});
