import fs, { mkdirSync, rmSync } from 'node:fs';
import { release } from 'node:os';
import { createSandbox, writeFileAt, type Sandbox } from '../src/__fixtures__/settings.ts';
import { hostPath } from '../src/base/settings.ts';
import { kernelFindings } from './kernel.mjs';

const MOUNT = '30 25 0:26 / /sys/fs/cgroup/';
const v1 = (...names: string[]): string =>
  names.map((name) => `${MOUNT}${name} rw - cgroup cgroup rw,${name}\n`).join('');
const V2 = `${MOUNT}unified rw - cgroup2 cgroup2 rw\n`;

describe('what containers need of the kernel, before any program that uses it is installed', () => {
  let sandbox: Sandbox;
  const at = (path: string): string => hostPath(sandbox.settings, path);
  const find = () => kernelFindings(sandbox.settings.root).map(({ code, what }) => [code, what]);
  beforeEach(() => {
    sandbox = createSandbox();
    writeFileAt(at('/proc/filesystems'), 'nodev\tproc\nnodev\toverlay\n');
    for (const name of ['ipc', 'mnt', 'net', 'pid', 'uts']) {
      writeFileAt(at(`/proc/self/ns/${name}`), '');
    }
    for (const path of ['/proc/sys/net/bridge', '/proc/sys/net/netfilter', '/proc/net/netfilter']) {
      mkdirSync(at(path), { recursive: true });
    }
    writeFileAt(at('/proc/self/status'), 'CapEff:\t000001fffeffffff\n');
    writeFileAt(at('/proc/sys/net/ipv4/ip_forward'), '1\n');
    writeFileAt(at('/proc/self/mountinfo'), v1('cpu', 'cpuset', 'memory', 'pids'));
  });
  afterEach(() => sandbox.remove());

  it.each([
    ['of version 1', v1('cpu', 'cpuset', 'memory', 'pids'), ''],
    ['of version 2', `${MOUNT} rw - cgroup2 none rw\n`, 'cpuset cpu io memory pids\n'],
    ['hybrid, with one on version 2', v1('cpu', 'cpuset', 'memory') + V2, 'pids hugetlb\n'],
  ])('is all there with control groups %s', (_, mounts, controllers) => {
    writeFileAt(at('/proc/self/mountinfo'), mounts);
    writeFileAt(at('/sys/fs/cgroup/unified/cgroup.controllers'), controllers);
    writeFileAt(at('/sys/fs/cgroup/cgroup.controllers'), controllers);
    expect(find()).toEqual([]);
  });

  it.each([
    ['no control groups', '', /are not mounted/],
    ['no pids', v1('cpu', 'cpuset', 'memory'), /lack pids/],
    ['no memory and cpuset', v1('cpu', 'pids'), /lack cpuset, memory/],
    ['empty ones of version 2', V2, /lack cpu, cpuset, memory, pids/],
  ])('is refused with %s', (_, mounts, what) => {
    writeFileAt(at('/proc/self/mountinfo'), mounts);
    writeFileAt(at('/sys/fs/cgroup/unified/cgroup.controllers'), '\n');
    expect(find()).toEqual([['CONTROL_GROUPS_MISSING', expect.stringMatching(what)]]);
  });

  it.each([
    ['overlayfs', '/proc/filesystems', 'overlay'],
    ['bridge netfilter', '/proc/sys/net/bridge', 'br_netfilter'],
    ['connection tracking', '/proc/sys/net/netfilter', 'nf_conntrack'],
    ['netfilter', '/proc/net/netfilter', 'nf_tables'],
  ])('is refused without %s, unless a module for it lies ready', (name, path, module) => {
    rmSync(at(path), { recursive: true });
    expect(find()).toEqual([
      ['KERNEL_FEATURE_MISSING', expect.stringMatching(new RegExp(`lacks ${name},`))],
    ]);
    const list = at(`/lib/modules/${release()}/modules.dep`);
    writeFileAt(list, `kernel/net/${module}.ko.xz: kernel/net/x.ko\n`);
    expect(find()).toEqual([]);
  });

  it('is refused without a namespace', () => {
    rmSync(at('/proc/self/ns/net'));
    expect(find()).toEqual([
      ['KERNEL_FEATURE_MISSING', expect.stringContaining('the namespace net')],
    ]);
  });

  it('is refused to a root that may not make containers', () => {
    // What root has in a container that is not privileged.
    writeFileAt(at('/proc/self/status'), 'CapEff:\t00000000a80425fb\n');
    expect(find()).toEqual([
      ['CAPABILITY_MISSING', expect.stringContaining('CAP_NET_ADMIN, CAP_SYS_ADMIN')],
    ]);
  });

  it('is refused where packets are not forwarded, unless that can be changed from here', () => {
    writeFileAt(at('/proc/sys/net/ipv4/ip_forward'), '0\n');
    expect(find()).toEqual([]);
    jest.spyOn(fs, 'accessSync').mockImplementation(() => {
      throw Object.assign(new Error('read-only'), { code: 'EROFS' });
    });
    expect(find()).toEqual([
      ['KERNEL_SETTING_FROZEN', expect.stringContaining('net.ipv4.ip_forward is 0')],
    ]);
    writeFileAt(at('/proc/sys/net/ipv4/ip_forward'), '1\n');
    expect(find()).toEqual([]);
  });
});
