import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createSandbox, writeFileAt, type Sandbox } from '../__fixtures__/settings.ts';
import { hostPath } from '../base/settings.ts';
import { podGroups, removePodGroups } from './control-groups.ts';
import {
  clusterPaths,
  pathsFound,
  removePaths,
  removeSharedEntries,
  restoreContainerdConfig,
  restoreHosts,
  restoreNetworkConfigs,
} from './leftovers.ts';
import { clusterMounts } from './mounts.ts';
import { servesOthers } from './shared-containerd.ts';
import { installStandIns, removeStandIns } from './units.ts';

describe('what cluster-down leaves', () => {
  let sandbox: Sandbox;
  beforeEach(() => (sandbox = createSandbox()));
  afterEach(() => sandbox.remove());
  const at = (path: string): string => hostPath(sandbox.settings, path);

  it('is nothing of all paths that the cluster makes', () => {
    const found = pathsFound(sandbox.settings);
    for (const path of clusterPaths(sandbox.settings)) writeFileAt(join(at(path), 'file'), '');
    removePaths(sandbox.settings, found);
    expect(clusterPaths(sandbox.settings).filter((path) => existsSync(at(path)))).toEqual([]);
  });

  it('is every path that was there before', () => {
    writeFileAt(at('/var/lib/cni/networks/podman/lock'), '');
    writeFileAt(join(sandbox.settings.minikubeHome, 'mine'), '');
    const found = pathsFound(sandbox.settings);
    expect(found).toEqual(['/var/lib/cni', sandbox.settings.minikubeHome]);
    writeFileAt(at('/var/lib/cni/networks/bridge/10.244.0.2'), '');
    removePaths(sandbox.settings, found);
    expect(readdirSync(at('/var/lib/cni/networks'))).toEqual(['podman']);
    expect(existsSync(join(sandbox.settings.minikubeHome, 'mine'))).toBe(true);
  });

  it('is what others have in folders that are shared', () => {
    const certificates = '/etc/ssl/certs';
    for (const path of [
      '/var/lib/cni/results/bridge-1-eth0',
      '/var/lib/cni/results/podman-1-eth0',
      '/tmp/minikube_delete_1.log',
      '/tmp/other.log',
    ]) {
      writeFileAt(at(path), '');
    }
    mkdirSync(at(certificates), { recursive: true });
    symlinkSync('/etc/ssl/certs/minikubeCA.pem', at(`${certificates}/b5213941.0`));
    symlinkSync('/etc/ssl/certs/other.pem', at(`${certificates}/aaaaaaaa.0`));
    removeSharedEntries(sandbox.settings);
    expect(readdirSync(at('/var/lib/cni/results'))).toEqual(['podman-1-eth0']);
    expect(readdirSync(at('/tmp'))).toEqual(['other.log']);
    expect(readdirSync(at(certificates))).toEqual(['aaaaaaaa.0']);
  });

  it('is the hosts file, the network configurations and the containerd configuration as they were', () => {
    writeFileAt(
      at('/etc/hosts'),
      '127.0.0.1 localhost\n127.0.0.1\thost.minikube.internal\n192.0.2.2\tcontrol-plane.minikube.internal\n',
    );
    writeFileAt(at('/etc/cni/net.d/87-podman.conflist.mk_disabled'), '{}');
    writeFileAt(at('/etc/containerd/config.toml'), 'ours');
    restoreHosts(sandbox.settings);
    restoreNetworkConfigs(sandbox.settings);
    restoreContainerdConfig(at('/etc/containerd/config.toml'), 'theirs');
    expect(readFileSync(at('/etc/hosts'), 'utf8')).toBe('127.0.0.1 localhost\n');
    expect(readdirSync(at('/etc/cni/net.d'))).toEqual(['87-podman.conflist']);
    expect(readFileSync(at('/etc/containerd/config.toml'), 'utf8')).toBe('theirs');
    restoreContainerdConfig(at('/etc/containerd/config.toml'), null);
    expect(existsSync(at('/etc/containerd/config.toml'))).toBe(false);
  });

  it('is no control group of pods, in both versions of control groups', () => {
    for (const path of [
      'cpu/kubepods/besteffort/pod1',
      'memory/kubepods',
      'kubepods.slice/a',
      'cpu/user',
    ]) {
      mkdirSync(at(`/sys/fs/cgroup/${path}`), { recursive: true });
    }
    expect(podGroups(sandbox.settings)).toHaveLength(6);
    removePodGroups(sandbox.settings);
    expect(readdirSync(at('/sys/fs/cgroup/cpu'))).toEqual(['user']);
    expect(existsSync(at('/sys/fs/cgroup/kubepods.slice'))).toBe(false);
  });

  it('is no stand-in, but every program of others', () => {
    const place = at('/usr/local/sbin');
    writeFileAt(join(place, 'other'), 'mine');
    installStandIns(sandbox.settings);
    expect(readdirSync(place)).toEqual(['example-supervise', 'journalctl', 'other', 'systemctl']);
    for (const name of ['example-supervise', 'journalctl', 'systemctl']) {
      const script = readFileSync(join(place, name), 'utf8');
      expect([name, script]).toEqual([name, expect.stringContaining('Installed by Example')]);
      expect([name, script]).toEqual([name, expect.not.stringMatching(/@\w+@/)]);
    }
    removeStandIns(sandbox.settings);
    expect(readdirSync(place)).toEqual(['other']);
  });

  it('takes no place of a program that is not a stand-in', () => {
    writeFileAt(at('/usr/local/sbin/systemctl'), 'mine');
    expect(() => installStandIns(sandbox.settings)).toThrow(/^STAND_IN_TAKEN/);
    removeStandIns(sandbox.settings);
    expect(readFileSync(at('/usr/local/sbin/systemctl'), 'utf8')).toBe('mine');
  });

  it('puts no stand-in where systemd runs', () => {
    mkdirSync(at('/run/systemd/system'), { recursive: true });
    installStandIns(sandbox.settings);
    expect(existsSync(dirname(at('/usr/local/sbin/systemctl')))).toBe(false);
  });

  it('is what somebody else has mounted below a path of the cluster', () => {
    const foreign = at('/run/containerd/io.containerd.runtime.v2.task/moby/1/rootfs');
    writeFileAt(join(foreign, 'file'), '');
    removePaths(sandbox.settings, [], `overlay ${foreign} overlay`);
    expect(existsSync(join(foreign, 'file'))).toBe(true);
    removePaths(sandbox.settings, [], '');
    expect(existsSync(foreign)).toBe(false);
  });

  it('is containerd where it serves others, before or since', () => {
    const { settings } = sandbox;
    expect(servesOthers({ foundPaths: [] }, settings)).toBe(false);
    expect(servesOthers({ foundPaths: ['/var/lib/containerd'] }, settings)).toBe(true);
    const tasks = at('/run/containerd/io.containerd.runtime.v2.task');
    writeFileAt(join(tasks, 'k8s.io', '1', 'init.pid'), '');
    mkdirSync(join(tasks, 'moby'));
    expect(servesOthers({ foundPaths: [] }, settings)).toBe(false);
    writeFileAt(join(tasks, 'moby', '1', 'init.pid'), '');
    expect(servesOthers({ foundPaths: [] }, settings)).toBe(true);
  });

  describe('mounts', () => {
    const mounts = [
      '/dev/vda /var/lib/kubelet ext4',
      'tmpfs /var/lib/kubelet/pods/1/volumes tmpfs',
      'overlay /run/containerd/io.containerd.runtime.v2.task/k8s.io/1/rootfs overlay',
      'overlay /run/containerd/io.containerd.runtime.v2.task/moby/1/rootfs overlay',
      'tmpfs /run/containerd/io.containerd.grpc.v1.cri/sandboxes/1/shm tmpfs',
      'overlay /var/lib/containers/storage/overlay overlay',
      'overlay /var/lib/containerd/tmpmounts/containerd-mount1 overlay',
      'tmpfs /var/lib/kubelet-of-others tmpfs',
    ].join('\n');
    const ofCluster = [
      '/run/containerd/io.containerd.runtime.v2.task/k8s.io/1/rootfs',
      '/run/containerd/io.containerd.grpc.v1.cri/sandboxes/1/shm',
      '/var/lib/kubelet/pods/1/volumes',
      '/var/lib/kubelet',
    ];

    it('of kubelet and its pods alone go where containerd serves others, innermost first', () => {
      expect(clusterMounts(mounts, true)).toEqual(ofCluster);
    });

    it('of containerd go too where it serves nobody else, with those of a killed import', () => {
      expect(clusterMounts(mounts, false).sort()).toEqual(
        [
          ...ofCluster,
          '/run/containerd/io.containerd.runtime.v2.task/moby/1/rootfs',
          '/var/lib/containerd/tmpmounts/containerd-mount1',
        ].sort(),
      );
    });
  });
});
