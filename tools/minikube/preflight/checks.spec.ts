import { EventEmitter } from 'node:events';
import fs from 'node:fs';
import { createServer, type Server } from 'node:http';
import net, { type AddressInfo } from 'node:net';
import os from 'node:os';
import { join } from 'node:path';
import { createSandbox, writeFileAt, type Sandbox } from '../src/__fixtures__/settings.ts';
import { hostPath, type Settings } from '../src/base/settings.ts';
import { preflight, type Needs } from './preflight.mjs';

const ENGINE = { engine: 'podman', how: 'podman as it is', answered: true, reasons: [] };
const UNREACHABLE = 'http://127.0.0.1:1/';

describe('what the preflight checks before anything is installed', () => {
  let sandbox: Sandbox;
  let server: Server | undefined;
  beforeEach(() => {
    sandbox = createSandbox();
    const { settings } = sandbox;
    const probe = join(settings.workspace, settings.engineProbe);
    writeFileAt(probe, `console.log(${JSON.stringify(JSON.stringify(ENGINE))});`);
    writeFileAt(hostPath(settings, '/etc/os-release'), 'ID=debian\n');
    sandbox.program('go', 'echo go1.99.0');
    for (const name of ['dpkg-query', 'apt-get', 'apt-config']) sandbox.program(name, 'exit 0');
    // A machine that lacks nothing of this, whatever the one is that the test runs on.
    jest.spyOn(os, 'availableParallelism').mockReturnValue(8);
    jest.spyOn(os, 'totalmem').mockReturnValue(64 * 1024 ** 3);
    haveFree(1024 ** 4);
    holdPorts(false);
  });
  afterEach(() => {
    server?.close();
    server = undefined;
    sandbox.remove();
  });

  function haveFree(bytes: number): void {
    const disk = { bavail: bytes, bsize: 1 } as ReturnType<typeof fs.statfsSync>;
    jest.spyOn(fs, 'statfsSync').mockReturnValue(disk);
  }

  function holdPorts(isTaken: boolean): void {
    jest.spyOn(net, 'createServer').mockImplementation(() => {
      const one = new EventEmitter();
      const listen = (_options: unknown, done: () => void): void => {
        const taken = Object.assign(new Error('taken'), { code: 'EADDRINUSE' });
        process.nextTick(() => (isTaken ? one.emit('error', taken) : done()));
      };
      return Object.assign(one, { listen, close: (done: () => void) => done() }) as never;
    });
  }

  /** npm's registry, whose clock is so many seconds ahead. */
  async function openRegistry(seconds: number): Promise<void> {
    const opened = createServer((_request, response) => {
      response.setHeader('Date', new Date(Date.now() + seconds * 1000).toUTCString());
      response.end();
    });
    server = opened;
    await new Promise<void>((resolve) => opened.listen(0, '127.0.0.1', resolve));
    const { port } = opened.address() as AddressInfo;
    sandbox.program('npm', `echo registry=http://127.0.0.1:${port}/`);
  }

  async function found(changes: Partial<Settings> = {}, needs: Partial<Needs> = {}) {
    const wanted = { cluster: true, packaged: false, registries: [], ...needs };
    const { findings } = await preflight(wanted, {
      ...sandbox.settings,
      nodePorts: { web: 30001 },
      ...changes,
    });
    return findings.map(({ code, what }) => `${code}: ${what}`).join('\n');
  }

  it.each<[string, () => void, RegExp]>([
    [
      'its processors',
      () => jest.spyOn(os, 'availableParallelism').mockReturnValue(1),
      /^CPUS_TOO_FEW: /m,
    ],
    [
      'its memory',
      () => jest.spyOn(os, 'totalmem').mockReturnValue(1024 ** 3),
      /^MEMORY_TOO_SMALL: /m,
    ],
    ['its disks', () => haveFree(1024 ** 3), /^DISK_TOO_SMALL: /m],
    ['the ports of the services', () => holdPorts(true), /^PORT_TAKEN: port 30001 is taken/m],
    ['the ports of the control plane', () => holdPorts(true), /^PORT_TAKEN: port 8443 is taken/m],
    [
      'the registry of Go, for programs that are not built',
      () => sandbox.program('go', `case $2 in GOPROXY) echo ${UNREACHABLE} ;; esac`),
      /^REGISTRY_UNREACHABLE: go /m,
    ],
    [
      'that of apt, for packages that are not installed',
      () => sandbox.program('apt-get', `echo ${UNREACHABLE}`),
      /^REGISTRY_UNREACHABLE: apt /m,
    ],
  ])('is %s', async (_what, lack, code) => {
    expect(await found()).not.toMatch(code);
    lack();
    expect(await found()).toMatch(code);
  });

  it('is whether the machine lies in the networks of the cluster', async () => {
    const ownAddresses = [{ device: 'eth0', cidr: '10.96.3.4/24' }];
    expect(await found({ ownAddresses })).toMatch(/^NETWORK_TAKEN: .*10\.96\.3\.4/m);
    expect(await found({ ownAddresses: [] })).not.toContain('NETWORK_TAKEN');
  });

  it.each([false, true])(
    'is the registry that something is missing from, with a cluster: %s',
    async (cluster) => {
      const needs = { cluster, registries: ['npm'] } as const;
      await openRegistry(0);
      expect(await found({}, needs)).not.toContain('npm');
      sandbox.program('npm', `echo registry=${UNREACHABLE}`);
      expect(await found({}, needs)).toMatch(/^REGISTRY_UNREACHABLE: npm /m);
    },
  );

  it('is the clock, by a registry', async () => {
    await openRegistry(0);
    const needs = { cluster: false, registries: ['npm'] } as const;
    expect(await found({}, needs)).toBe('');
    server?.close();
    await openRegistry(-3600);
    expect(await found({}, needs)).toMatch(/^CLOCK_WRONG: /);
  });
});
