import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createSandbox, writeFileAt, type Sandbox } from '../__fixtures__/settings.ts';
import { hostPath } from '../base/settings.ts';
import { clusterProcesses, killCluster } from './cluster.ts';
import { startTimeOf } from '@taskora/base/identity';
import { readProcessTable, withDescendants } from '@taskora/base/processes';

const ascending = (left: number, right: number): number => left - right;

describe('processes of the cluster', () => {
  let sandbox: Sandbox;
  let shell: ChildProcess;
  let child: number;
  const started: ChildProcess[] = [];
  beforeEach(async () => {
    sandbox = createSandbox();
    // Until it runs its program, a child has the name of the shell that it was forked from.
    const untilNamed = 'until read -r name < /proc/$!/comm && [ "$name" = sleep ]; do :; done';
    shell = spawn('sh', ['-c', `sleep 600 & ${untilNamed}; echo $!; wait`], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const [output] = (await once(shell.stdout ?? shell, 'data')) as [Buffer];
    child = Number(output.toString());
  });
  afterEach(() => {
    for (const pid of [shell.pid, child]) {
      if (pid !== undefined && startTimeOf(pid) !== undefined) process.kill(pid, 'SIGKILL');
    }
    for (const one of started.splice(0)) one.kill('SIGKILL');
    sandbox.remove();
  });
  const pid = (): number => shell.pid ?? 0;
  /** A process that stands still and is named as a program is, with a namespace as shims have it. */
  function run(program: string, namespace = 'none', id = 'pod'): number {
    const path = join(sandbox.folder, program);
    const args = ['-e', 'setInterval(() => 0, 60_000)', '--', '-namespace', namespace, '-id', id];
    const shown = spawn(process.execPath, args, { stdio: 'ignore', argv0: path });
    started.push(shown);
    return shown.pid ?? 0;
  }
  const writePidFile = (start: string): void =>
    writeFileAt(
      hostPath(sandbox.settings, '/run/example-units/kubelet.pid'),
      `${pid()}\n${start}\n`,
    );

  it('are found by pid file with what descends from them', () => {
    writePidFile(startTimeOf(pid()) ?? '');
    expect(clusterProcesses(sandbox.settings)).toEqual(
      [
        { pid: pid(), name: 'sh', source: 'unit' },
        { pid: child, name: 'sleep', source: 'unit' },
      ].sort((left, right) => left.pid - right.pid),
    );
  });

  it('are not found by a pid file whose number was given to another process', () => {
    writePidFile('1');
    expect(clusterProcesses(sandbox.settings)).toEqual([]);
  });

  it('are found by the control groups of pods', () => {
    writeFileAt(
      hostPath(sandbox.settings, '/sys/fs/cgroup/cpu/kubepods/pod1/cgroup.procs'),
      `${child}\n`,
    );
    expect(clusterProcesses(sandbox.settings)).toEqual([
      { pid: child, name: 'sleep', source: 'cgroup' },
    ]);
  });

  it('are found as shims by their working folder', async () => {
    const folder = '/run/containerd/io.containerd.runtime.v2.task/k8s.io/1';
    writeFileAt(hostPath(sandbox.settings, `${folder}/init.pid`), '');
    const shim = spawn('sleep', ['600'], { cwd: hostPath(sandbox.settings, folder) });
    await once(shim, 'spawn');
    expect(clusterProcesses(sandbox.settings)).toEqual([
      { pid: shim.pid, name: 'sleep', source: 'shim' },
    ]);
    const ended = once(shim, 'exit');
    expect(killCluster(sandbox.settings, { containerd: true })).toBe(1);
    await ended;
  });

  it('are of systemd: kubelet, and containerd itself only where it serves nobody else', () => {
    const group = (unit: string): string =>
      hostPath(sandbox.settings, `/sys/fs/cgroup/system.slice/${unit}.service/cgroup.procs`);
    const [containerd, shim] = [run('containerd'), run('containerd-shim-runc-v2', 'moby')];
    writeFileAt(group('containerd'), `${containerd}\n${shim}\n${child}\n`);
    writeFileAt(group('kubelet'), `${pid()}\n`);
    const found = (owned: boolean): number[] =>
      clusterProcesses(sandbox.settings, { containerd: owned }).map((one) => one.pid);
    const kubelet = [pid(), child];
    expect(found(false)).toEqual(kubelet.sort(ascending));
    expect(found(true)).toEqual([...kubelet, containerd].sort(ascending));
  });

  it('are the shims of the namespace of Kubernetes, and no others', () => {
    const [ours] = [
      run('containerd-shim-runc-v2', 'k8s.io'),
      run('containerd-shim-runc-v2', 'moby'),
    ];
    writeFileAt(
      hostPath(
        sandbox.settings,
        '/run/containerd/io.containerd.runtime.v2.task/k8s.io/pod/init.pid',
      ),
      '',
    );
    run('other-program', 'k8s.io');
    run('containerd-shim-runc-v2', 'k8s.io', 'of-another-root');
    const found = clusterProcesses(sandbox.settings).map((one) => one.pid);
    expect(found).toContain(ours);
    expect(found.filter((one) => started.some((process) => process.pid === one))).toEqual([ours]);
  });

  it('are ended with all that descends from them, and no others', async () => {
    writePidFile(startTimeOf(pid()) ?? '');
    // Nothing but what this test started may be ended, whatever else runs on this machine.
    const found = clusterProcesses(sandbox.settings).map((one) => one.pid);
    expect(found).toEqual([pid(), child].sort(ascending));
    const ended = once(shell, 'exit');
    expect(killCluster(sandbox.settings, { containerd: true })).toBe(2);
    await ended;
    expect(clusterProcesses(sandbox.settings)).toEqual([]);
    expect(startTimeOf(process.pid)).toBeDefined();
  });

  it('descend over any number of generations', () => {
    expect(withDescendants([process.pid], readProcessTable())).toEqual(
      expect.arrayContaining([process.pid, pid(), child]),
    );
  });
});
