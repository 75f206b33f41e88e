import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createSandbox, writeFileAt, type Sandbox } from '../__fixtures__/settings.ts';
import { hostPath } from '../settings.ts';
import { clusterProcesses, killCluster } from './cluster.ts';
import { startTimeOf } from './identity.ts';
import { readProcessTable, withDescendants } from './table.ts';

describe('processes of the cluster', () => {
  let sandbox: Sandbox;
  let shell: ChildProcess;
  let child: number;
  beforeEach(async () => {
    sandbox = createSandbox();
    shell = spawn('sh', ['-c', 'sleep 600 & echo $!; wait'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const [output] = (await once(shell.stdout ?? shell, 'data')) as [Buffer];
    child = Number(output.toString());
  });
  afterEach(() => {
    for (const pid of [shell.pid, child]) {
      if (pid !== undefined && startTimeOf(pid) !== undefined) process.kill(pid, 'SIGKILL');
    }
    sandbox.remove();
  });
  const pid = (): number => shell.pid ?? 0;
  const writePidFile = (start: string): void =>
    writeFileAt(
      hostPath(sandbox.settings, '/run/taskora-units/kubelet.pid'),
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
    expect(killCluster(sandbox.settings)).toBe(1);
    await ended;
  });

  it('are ended with all that descends from them, and no others', async () => {
    writePidFile(startTimeOf(pid()) ?? '');
    const ended = once(shell, 'exit');
    expect(killCluster(sandbox.settings)).toBe(2);
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
