import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeFiles } from '../testing/workspace.ts';
import { lookupDigest } from './push-image.ts';
import { credentialsFor } from './registry-login.ts';
import { parseRegistry } from './registry.ts';

const digest = `sha256:${'ab'.repeat(32)}`;
let server: Server;
let requests: string[];
let answer: (request: IncomingMessage, response: ServerResponse, host: string) => void;

beforeEach(async () => {
  requests = [];
  server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url} ${request.headers.authorization ?? ''}`.trim());
    answer(request, response, host());
    response.end(response.getHeader('content-type') === undefined ? '' : '{"token":"t0ken"}');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(() => {
  server.close();
});

const host = (): string => `127.0.0.1:${(server.address() as AddressInfo).port}`;

function lookup(credentials?: { user: string; password: string }, isInsecure = true) {
  const registry = parseRegistry(`${host()}/acme`, isInsecure, 'prod.yaml');
  return lookupDigest(registry, 'api', 'c-0123456789ab', credentials);
}

describe('the digest of a tag in a registry (N7)', () => {
  it('is what the registry says', async () => {
    answer = (_request, response) => response.setHeader('docker-content-digest', digest);
    expect(await lookup()).toEqual({ found: 'yes', digest });
    expect(requests).toEqual(['HEAD /v2/acme/api/manifests/c-0123456789ab']);
  });

  it('is not there when the registry says so', async () => {
    answer = (_request, response) => response.writeHead(404);
    expect(await lookup()).toEqual({ found: 'no' });
  });

  it.each([500, 403])('is unknown, and never absent, when it answers %d', async (status) => {
    answer = (_request, response) => response.writeHead(status);
    expect(await lookup()).toEqual({ found: 'unknown', reason: `it answered ${status}` });
  });

  it('is unknown without https, unless that is allowed', async () => {
    answer = (_request, response) => response.setHeader('docker-content-digest', digest);
    expect((await lookup(undefined, false)).found).toBe('unknown');
    expect(requests).toEqual([]);
  });

  it('is asked for with a password where the registry wants one', async () => {
    answer = ({ headers }, response) => {
      if (headers.authorization !== `Basic ${Buffer.from('me:se:cret').toString('base64')}`) {
        response.writeHead(401, { 'www-authenticate': 'Basic realm="x"' });
      } else response.setHeader('docker-content-digest', digest);
    };
    expect((await lookup()).found).toBe('unknown');
    expect(await lookup({ user: 'me', password: 'se:cret' })).toEqual({ found: 'yes', digest });
  });

  it('is asked for with a token of the address that the registry names', async () => {
    answer = ({ url, headers }, response, self) => {
      if (url?.startsWith('/token') === true)
        response.setHeader('content-type', 'application/json');
      else if (headers.authorization === 'Bearer t0ken') {
        response.setHeader('docker-content-digest', digest);
      } else {
        const challenge = `Bearer realm="http://${self}/token",service="reg"`;
        response.writeHead(401, { 'www-authenticate': challenge });
      }
    };
    expect(await lookup({ user: 'me', password: 'x' })).toEqual({ found: 'yes', digest });
    expect(requests[1]).toMatch(
      /^GET \/token\?service=reg&scope=repository%3Aacme%2Fapi%3Apull Basic /,
    );
  });
});

describe('what people logged in with (N7)', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'nx-helm-auth-'));
  });
  afterEach(() => {
    rmSync(root, { recursive: true });
  });
  const auth = Buffer.from('me:se:cret').toString('base64');

  it('is the first file’s that knows the host', async () => {
    writeFiles(root, {
      'broken.json': '{',
      'other.json': JSON.stringify({ auths: { 'other.example': { auth } } }),
      'docker.json': JSON.stringify({ auths: { 'https://registry.example': { auth } } }),
    });
    const files = ['absent', 'broken', 'other', 'docker'].map((name) => join(root, `${name}.json`));
    expect(await credentialsFor('registry.example', files)).toEqual({
      user: 'me',
      password: 'se:cret',
    });
    expect(await credentialsFor('unknown.example', files)).toBeUndefined();
  });

  it('is never asked of a helper whose name could be something else', async () => {
    const helper = '../../bin/sh -c id';
    writeFiles(root, { 'a.json': JSON.stringify({ credHelpers: { 'registry.example': helper } }) });
    expect(await credentialsFor('registry.example', [join(root, 'a.json')])).toBeUndefined();
  });
});

describe('the name of a registry', () => {
  it.each(['localhost:5000/acme', 'registry.example', 'ghcr.io/acme/team-a', '10.0.0.1:80/x_y'])(
    'may be %s',
    (name) => {
      const { host, path } = parseRegistry(name, false, 'prod.yaml');
      expect([host, path].filter(Boolean).join('/')).toBe(name);
    },
  );

  it.each([
    '',
    '--tls-verify=false',
    'a b',
    'https://registry.example',
    'host/',
    'host/$(id)',
    'host/A',
    'host\n/x',
    'host/../x',
    '-x/acme',
  ])('may not be %j', (name) => {
    expect(() => parseRegistry(name, false, 'prod.yaml')).toThrow('NXHELM_REGISTRY_NAME');
  });
});
