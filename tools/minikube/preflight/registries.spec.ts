import { createServer, type Server } from 'node:http';
import { createServer as createSocketServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createSandbox, writeFileAt, type Sandbox } from '../src/__fixtures__/settings.ts';
import { clockFinding } from './clock.mjs';
import { proxyFor } from './proxies.mjs';
import { readRegistries, type Registry } from './registry-addresses.mjs';
import { reachAll, registryFindings } from './registries.mjs';

const registry = (address: string, proxy?: string): Registry => ({
  tool: 'npm',
  address: new URL(address),
  proxy,
  settings: 'npm config get registry',
});

interface Listening {
  listen(port: number, host: string, done: () => void): unknown;
  address(): unknown;
  close(): unknown;
}

describe('registries that have to be reached', () => {
  const opened: Listening[] = [];
  const open = (server: Listening): Promise<string> =>
    new Promise((resolve) => {
      opened.push(server);
      server.listen(0, '127.0.0.1', () => {
        resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
      });
    });
  afterEach(() => {
    for (const server of opened.splice(0)) server.close();
  });
  const server = (status: number, date?: Date): Server =>
    createServer((_request, response) => {
      if (date !== undefined) response.setHeader('Date', date.toUTCString());
      response.writeHead(status).end();
    });
  const problemsWithin = async (seconds: number, ...registries: Registry[]) =>
    registryFindings(await reachAll(registries, seconds)).map(
      ({ code, what }) => `${code}: ${what}`,
    );
  const problems = (...registries: Registry[]) => problemsWithin(8, ...registries);

  it.each([200, 401, 403, 404, 500])('are reached when they answer with %d', async (status) => {
    expect(await problems(registry(await open(server(status))))).toEqual([]);
  });

  it('are all reported that have no name or no listener, with the message of what failed', async () => {
    const found = await problems(
      registry('https://registry.invalid/npm/'),
      registry('http://127.0.0.1:1'),
    );
    expect(found).toEqual([
      expect.stringMatching(/^REGISTRY_UNREACHABLE: npm .* registry\.invalid, .*registry\.invalid/),
      expect.stringMatching(/ECONNREFUSED/),
    ]);
  });

  it('are given up after a while when they do not answer', async () => {
    const silent = await open(createSocketServer());
    expect(await problemsWithin(0.2, registry(silent))).toEqual([
      expect.stringMatching(/no answer within 0\.2 s/),
    ]);
  });

  it('are reached through a proxy, which then is what has to answer', async () => {
    const proxy = await open(createSocketServer());
    expect(await problems(registry('https://registry.invalid', proxy))).toEqual([]);
    expect(await problems(registry('https://registry.invalid', 'http://127.0.0.1:1'))).toEqual([
      expect.stringMatching(/through the proxy 127\.0\.0\.1:1: .*ECONNREFUSED/),
    ]);
  });

  it.each([
    [0, undefined],
    [200, undefined],
    [3600, 'CLOCK_WRONG'],
    [-3600, 'CLOCK_WRONG'],
  ])('report a clock that is %d s off: %s', async (seconds, code) => {
    const there = await open(server(200, new Date(Date.now() + seconds * 1000)));
    const reached = await reachAll([registry(there)]);
    expect(clockFinding({ reached, commit: undefined })?.code).toBe(code);
  });

  it('are not needed to see that a clock is before the commit that is checked out', () => {
    const now = new Date('2020-01-01T00:00:00Z');
    const early = clockFinding({ reached: [], commit: new Date('2026-01-01T00:00:00Z') }, now);
    expect(early).toMatchObject({ code: 'CLOCK_WRONG', what: expect.stringContaining('2026-01') });
    expect(clockFinding({ reached: [], commit: now }, now)).toBeUndefined();
  });
});

describe("where packages come from, by the tools' own settings", () => {
  let sandbox: Sandbox;
  beforeEach(() => (sandbox = createSandbox()));
  afterEach(() => sandbox.remove());
  const read = async (tool: 'npm' | 'pip' | 'go' | 'apt', more: Record<string, string> = {}) => {
    const { settings } = sandbox;
    const environment = { ...settings.environment, ...more };
    const found = await readRegistries([tool], { workspace: settings.workspace, environment });
    return found.map(({ address, proxy }) => [address.href, proxy]);
  };

  it('of npm, with its proxy', async () => {
    sandbox.program(
      'npm',
      'echo registry=https://npm.example/a/; echo proxy=null; echo https-proxy=http://p.example:3128/',
    );
    expect(await read('npm')).toEqual([['https://npm.example/a/', 'http://p.example:3128/']]);
  });

  it('of pip: what is configured, or else what pip itself says', async () => {
    sandbox.program('python3', `case $1 in -c) echo https://own.example/simple ;; esac`);
    expect(await read('pip')).toEqual([['https://own.example/simple', undefined]]);
    sandbox.program(
      'python3',
      `case $1 in -c) echo https://own.example/simple ;; *) echo "global.index-url='https://pip.example/simple'"; echo ":env:.find-links='/srv/wheels'" ;; esac`,
    );
    expect(await read('pip')).toEqual([['https://pip.example/simple', undefined]]);
  });

  it('of pip before it is installed: what its own files and variables set', async () => {
    sandbox.program('python3', 'exit 1');
    const HOME = sandbox.folder;
    expect(await read('pip', { HOME })).toEqual([]);
    writeFileAt(
      join(HOME, '.config/pip/pip.conf'),
      '# of the company\n[global]\nindex-url = https://file.example/simple\nproxy = http://p.example:3128\n',
    );
    expect(await read('pip', { HOME })).toEqual([
      ['https://file.example/simple', 'http://p.example:3128'],
    ]);
    expect(await read('pip', { HOME, PIP_CONFIG_FILE: '/dev/null' })).toEqual([]);
    const PIP_EXTRA_INDEX_URL = 'https://more.example/simple';
    expect(await read('pip', { HOME, PIP_EXTRA_INDEX_URL })).toEqual([
      ['https://file.example/simple', 'http://p.example:3128'],
      ['https://more.example/simple', 'http://p.example:3128'],
    ]);
  });

  it('of go: the first of its list, unless that is none in a network', async () => {
    sandbox.program('go', 'echo "https://go.example,direct"');
    expect(await read('go')).toEqual([['https://go.example/', undefined]]);
    sandbox.program('go', 'echo off');
    expect(await read('go')).toEqual([]);
  });

  it('of apt, each site once, through the proxy of the environment', async () => {
    sandbox.program('apt-get', 'echo http://deb.example/debian; echo http://deb.example/debian');
    sandbox.program('apt-config', 'exit 0');
    const environment = { http_proxy: 'http://p.example:3128', no_proxy: 'localhost' };
    expect(await read('apt', environment)).toEqual([
      ['http://deb.example/debian', 'http://p.example:3128'],
    ]);
  });

  it('are none of a tool that is not installed yet', async () => {
    expect(await read('go', { PATH: sandbox.folder })).toEqual([]);
  });

  it.each([
    ['https://a.example/', { HTTPS_PROXY: 'http://p' }, 'http://p'],
    ['https://a.example/', { https_proxy: 'http://p', no_proxy: '.example' }, undefined],
    ['https://a.example/', { https_proxy: 'http://p', NO_PROXY: 'b.example,*' }, undefined],
    ['http://a.example/', { HTTPS_PROXY: 'http://p' }, undefined],
    ['http://a.example/', { ALL_PROXY: 'http://p' }, 'http://p'],
  ])('go to %s with %j through %s', (address, environment, proxy) => {
    expect(proxyFor(new URL(address), environment)).toBe(proxy);
  });
});
