import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { dirname, join } from 'node:path';
import { installFakeGo } from '../__fixtures__/fake-go.ts';
import {
  createRecorder,
  createSandbox,
  writeFileAt,
  type Sandbox,
} from '../__fixtures__/settings.ts';
import type { ContextProbe } from '../facts/context.ts';
import { writeMarker, type Marker } from '../base/marker.ts';
import { acquireLock } from '@taskora/base/lock';
import { ownIdentity } from '@taskora/base/identity';
import { allPrograms } from '../programs/modules.ts';
import { schemasCache } from '../programs/schemas.ts';
import { hostPath, lockFile, type Settings } from '../base/settings.ts';
import { preflight } from './preflight.ts';
import { clusterUp } from './up.ts';

const MARKER: Marker = {
  provider: 'modules',
  profile: 'minikube',
  driver: 'none',
  created: true,
  started: true,
  foundPaths: [],
  containerdConfig: null,
};
const RUNNING = (): Promise<ContextProbe> =>
  Promise.resolve({ fact: { name: 'minikube', isMinikube: true, answers: true } });
const LISTENER =
  "const s = require('net').createServer().listen(0, '127.0.0.1', () => process.stdout.write(String(s.address().port)))";
const HEADER = 'Iface Destination Gateway Flags RefCnt Use Metric Mask MTU Window IRTT\n';
const DEFAULT_ROUTE = `${HEADER}eth0 00000000 010200C0 0003 0 0 0 00000000 0 0 0\n`;

describe('conditions that are refused before anything is changed (N8, K1)', () => {
  let sandbox: Sandbox;
  let server: Server | undefined;
  let listener: ChildProcess | undefined;
  beforeEach(() => {
    sandbox = createSandbox();
    sandbox.program('go', 'exit 127');
  });
  afterEach(() => {
    server?.close();
    server = undefined;
    listener?.kill('SIGKILL');
    listener = undefined;
    sandbox.remove();
  });

  /** A Debian on which nothing has to be built any more. */
  function prepareDebian(): void {
    const { settings } = sandbox;
    writeFileAt(hostPath(settings, '/etc/os-release'), 'ID=debian\nPRETTY_NAME=Debian\n');
    writeFileAt(hostPath(settings, '/proc/net/route'), DEFAULT_ROUTE);
    for (const { path } of allPrograms(settings).values()) writeFileAt(path, '');
    mkdirSync(schemasCache(settings), { recursive: true });
  }

  /** A machine with Minikube and Docker. */
  function prepareEngine(): void {
    sandbox.program('minikube', `echo "--base-image='a/b:v1'"`);
    sandbox.program('docker', 'exit 0');
    for (const { path } of allPrograms(sandbox.settings).values()) writeFileAt(path, '');
    mkdirSync(schemasCache(sandbox.settings), { recursive: true });
  }

  const forget = (name: string): void => {
    const { path } = allPrograms(sandbox.settings).get(name) ?? { path: '' };
    rmSync(path);
  };

  async function occupyPort(): Promise<number> {
    const listening = createServer();
    server = listening;
    await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', () => resolve()));
    return (listening.address() as AddressInfo).port;
  }

  /** Both verbs refuse, and neither of them has begun a run. */
  async function expectRefusal(
    message: RegExp,
    changes: Partial<Settings> = {},
    ask?: () => Promise<ContextProbe>,
  ): Promise<void> {
    const settings = { ...sandbox.settings, ...changes };
    await expect(preflight(settings, ask)).rejects.toThrow(message);
    await expect(clusterUp(settings, createRecorder(), ask)).rejects.toThrow(message);
    expect(existsSync(join(settings.cache, 'temporary'))).toBe(false);
    expect(existsSync(join(settings.workspace, settings.checkoutFolder))).toBe(false);
  }

  const provider = async (ask?: () => Promise<ContextProbe>): Promise<string> =>
    (await preflight(sandbox.settings, ask)).provider;

  it('none on a Debian that has all', async () => {
    prepareDebian();
    expect(await provider()).toBe('modules');
  });

  it('none on a machine with Minikube and Docker that has all', async () => {
    prepareEngine();
    expect(await provider()).toBe('minikube-start');
  });

  it('a kube-context that is not Minikube', async () => {
    const fact = { name: 'production', isMinikube: false, answers: false };
    await expectRefusal(/^KUBE_CONTEXT_FOREIGN: .*production/, {}, () => Promise.resolve({ fact }));
  });

  it('another run in progress', async () => {
    acquireLock(lockFile(sandbox.settings), { ...ownIdentity(), command: 'cluster-down' });
    await expectRefusal(/^RUN_IN_PROGRESS: .*cluster-down/);
  });

  it('a system that is not Debian', async () => {
    await expectRefusal(/^NOT_DEBIAN: /);
  });

  it('a user who is not root', async () => {
    prepareDebian();
    await expectRefusal(/^NOT_ROOT: /, { userId: 1000 });
  });

  it('a user who is not root and wants a cluster of root back', async () => {
    prepareDebian();
    writeMarker(sandbox.settings, MARKER);
    expect(await provider()).toBe('modules');
    await expectRefusal(/^NOT_ROOT: /, { userId: 1000 });
  });

  it('Minikube without a container engine', async () => {
    sandbox.program('minikube', 'exit 0');
    await expectRefusal(/^NO_CONTAINER_ENGINE: .*docker: not installed/);
  });

  it('a cluster to be brought back whose container engine does not answer', async () => {
    prepareEngine();
    writeMarker(sandbox.settings, { ...MARKER, provider: 'minikube-start', driver: 'docker' });
    expect(await provider()).toBe('minikube-start');
    sandbox.program('docker', '[ "$1" != info ]');
    await expectRefusal(/^NO_CONTAINER_ENGINE: .*docker: info does not answer/);
  });

  it('a Minikube that somebody else made and that does not run', async () => {
    prepareDebian();
    const file = join(sandbox.settings.minikubeHome, 'profiles', 'minikube', 'config.json');
    writeFileAt(file, '{"Driver":"kvm2"}');
    await expectRefusal(/^MINIKUBE_NOT_OURS: .*kvm2/);
  });

  it.each(['modules', 'minikube-start'])('a port that is taken: %s', async (which) => {
    (which === 'modules' ? prepareDebian : prepareEngine)();
    const port = await occupyPort();
    await expectRefusal(new RegExp(`^PORT_TAKEN: port ${port} is taken`), {
      nodePorts: { web: port },
    });
  });

  it('not a port that the node of a Minikube in a container holds itself', async () => {
    prepareEngine();
    sandbox.program('docker', '[ "$1" != container ] || echo true');
    const nodePorts = { web: await occupyPort() };
    expect((await preflight({ ...sandbox.settings, nodePorts })).provider).toBe('minikube-start');
  });

  it('a port that is taken while a Minikube runs, unless that Minikube serves it', async () => {
    prepareEngine();
    const child = spawn(process.execPath, ['-e', LISTENER], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    listener = child;
    const [output] = (await once(child.stdout, 'data')) as [Buffer];
    const nodePorts = { web: Number(output.toString()) };
    const settings = { ...sandbox.settings, nodePorts };
    const file = join(settings.minikubeHome, 'profiles', 'minikube', 'config.json');
    writeFileAt(file, '{"Driver":"docker"}');
    expect((await preflight(settings, RUNNING)).provider).toBe('existing');
    writeFileAt(file, '{"Driver":"none"}');
    await expectRefusal(/^PORT_TAKEN: /, { nodePorts }, RUNNING);
    writeFileAt(
      hostPath(settings, '/sys/fs/cgroup/kubepods/pod1/cgroup.procs'),
      `${child.pid ?? 0}\n`,
    );
    expect((await preflight(settings, RUNNING)).provider).toBe('existing');
  });

  it('not a port that a forwarder of npm run up serves', async () => {
    prepareEngine();
    const args = ['-e', LISTENER, 'port-forward', 'service/web'];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'ignore'] });
    listener = child;
    const [output] = (await once(child.stdout, 'data')) as [Buffer];
    const settings = { ...sandbox.settings, nodePorts: { web: Number(output.toString()) } };
    writeFileAt(join(settings.minikubeHome, 'profiles/minikube/config.json'), '{"Driver":"none"}');
    expect((await preflight(settings, RUNNING)).provider).toBe('existing');
  });

  it('a containerd of somebody else', async () => {
    prepareDebian();
    const socket = hostPath(sandbox.settings, '/run/containerd/containerd.sock');
    mkdirSync(dirname(socket), { recursive: true });
    const listening = createServer();
    server = listening;
    await new Promise<void>((resolve) => listening.listen(socket, resolve));
    await expectRefusal(/^CONTAINERD_TAKEN: /);
  });

  it('a program of somebody else at the place of a stand-in', async () => {
    prepareDebian();
    writeFileAt(hostPath(sandbox.settings, '/usr/local/sbin/systemctl'), 'mine');
    await expectRefusal(/^STAND_IN_TAKEN: /);
  });

  it('a machine without a default route', async () => {
    prepareDebian();
    writeFileAt(hostPath(sandbox.settings, '/proc/net/route'), HEADER);
    await expectRefusal(/^NO_DEFAULT_ROUTE: /);
  });

  it('a machine that lies in the networks of the cluster', async () => {
    prepareDebian();
    const ownAddresses = [{ device: 'eth0', cidr: '10.96.3.4/24' }];
    await expectRefusal(/^NETWORK_TAKEN: .*10\.96\.3\.4/, { ownAddresses });
  });

  it.each([
    ['no Go', 'kube-proxy', undefined, /^NO_GO: /],
    ['Go that is too old', 'kube-proxy', '1.20', /^GO_TOO_OLD: /],
    ['no Go for a tool', 'helm', undefined, /^NO_GO: /],
  ])('%s where a program has to be built', async (_, program, version, message) => {
    prepareDebian();
    forget(program);
    if (version !== undefined) installFakeGo(sandbox, version);
    await expectRefusal(message);
  });

  it('a disk with less than 20 GB where a program of the cluster has to be built', async () => {
    prepareDebian();
    const diskAtLeastBytes = Number.MAX_SAFE_INTEGER;
    expect((await preflight({ ...sandbox.settings, diskAtLeastBytes })).provider).toBe('modules');
    forget('kube-proxy');
    installFakeGo(sandbox);
    await expectRefusal(/^DISK_TOO_SMALL: /, { diskAtLeastBytes });
  });

  it('a disk with less than 20 GB where a tool has to be built', async () => {
    prepareEngine();
    forget('kubeconform');
    installFakeGo(sandbox);
    await expectRefusal(/^DISK_TOO_SMALL: /, { diskAtLeastBytes: Number.MAX_SAFE_INTEGER });
  });

  it.each(['an engine', 'a Minikube that runs'])(
    'with %s: a kubectl that is too old, where none can be built',
    async (which) => {
      prepareEngine();
      forget('kubectl');
      const ask = which === 'an engine' ? undefined : RUNNING;
      sandbox.program('kubectl', 'echo Client Version: v1.30.0');
      expect(await provider(ask)).toBe(ask === undefined ? 'minikube-start' : 'existing');
      sandbox.program('kubectl', 'echo Client Version: v1.29.9');
      await expectRefusal(/^KUBECTL_TOO_OLD: .*1\.29\.9.*1\.30\.0 or newer/, {}, ask);
    },
  );
});
