import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from '@taskora/base/run';
import type { Background } from './background.ts';
import { startServer } from './background.ts';
import type { DebianPrograms } from './debian-programs.ts';
import { unpackDebianPrograms } from './debian-programs.ts';

export interface DockerDaemon extends Background {
  readonly host: string;
  /** The client of the same package. */
  readonly client: readonly [string, ...string[]];
  /** All programs of the packages. */
  readonly programs: DebianPrograms;
}

const packages = ['docker.io', 'containerd', 'runc', 'libdevmapper1.02.1'];

export interface DockerOptions {
  /** Of Debian, besides those of the daemon itself. */
  readonly packages?: readonly string[];
  readonly storageDriver?: 'overlay2' | 'vfs';
}

/**
 * A Docker daemon that nobody else notices: its own containerd, sockets and folders, no bridge, no
 * firewall rules. The machine may run a containerd of a cluster, which a daemon would take otherwise.
 */
export async function startDocker(
  folder: string,
  { packages: more = [], storageDriver = 'vfs' }: DockerOptions = {},
): Promise<DockerDaemon> {
  const programs = await unpackDebianPrograms(
    [...packages, ...more],
    join(folder, 'docker-packages'),
  );
  const place = (name: string) => join(folder, 'docker', name);
  await mkdir(place(''), { recursive: true });
  const ask = async (...args: readonly string[]) => {
    const [program, ...rest] = programs.run;
    return (
      (
        await run(program, [...rest, ...args], {
          stops: [{ when: AbortSignal.timeout(10_000), by: 'SIGTERM' }],
        })
      ).exitCode === 0
    );
  };
  const containerdSocket = place('containerd.sock');
  const containerd = await startServer(
    [
      ...programs.run,
      'containerd',
      '--address',
      containerdSocket,
      '--root',
      place('containerd'),
      '--state',
      place('containerd-state'),
      '--config',
      '/dev/null',
    ],
    () => ask('ctr', '--address', containerdSocket, 'version'),
  );
  // The machine's own settings are for its own daemon.
  const settings = place('daemon.json');
  await writeFile(settings, '{}');
  const host = `unix://${place('docker.sock')}`;
  try {
    const docker = await startServer(
      [
        ...programs.run,
        'dockerd',
        '--host',
        host,
        '--containerd',
        containerdSocket,
        '--data-root',
        place('data'),
        '--exec-root',
        place('exec'),
        '--pidfile',
        place('docker.pid'),
        `--storage-driver=${storageDriver}`,
        '--iptables=false',
        '--ip6tables=false',
        '--ip-masq=false',
        '--bridge=none',
        '--config-file',
        settings,
      ],
      () => ask('docker', '--host', host, 'info'),
    );
    const stop = async (): Promise<void> => {
      await docker.stop();
      await containerd.stop();
    };
    return { host, client: [...programs.run, 'docker'], programs, stop };
  } catch (error) {
    await containerd.stop();
    throw error;
  }
}
