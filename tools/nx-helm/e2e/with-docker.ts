import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '@taskora/base/run';
import { startDocker } from './docker-daemon.ts';
import { environmentWithDocker } from './environment.ts';

/**
 * Compose with the Python packages that it needs, and the program that lets containers of one network
 * find each other by name, with its libraries.
 */
const packages = [
  ...['docker-compose', 'iptables', 'libip4tc2', 'libip6tc2', 'libxtables12', 'libnftnl11'],
  ...['libmnl0', 'libnfnetlink0', 'libnetfilter-conntrack3', 'python3-docker'],
  ...['python3-dockerpty', 'python3-docopt', 'python3-dotenv', 'python3-texttable'],
  ...['python3-websocket', 'python3-yaml', 'python3-requests', 'python3-jsonschema'],
  ...['python3-distro', 'python3-pyrsistent', 'python3-attr', 'python3-urllib3', 'python3-idna'],
  ...['python3-certifi', 'python3-chardet', 'python3-charset-normalizer', 'python3-six'],
  ...['python3-setuptools', 'python3-pkg-resources'],
];

/** `with-docker.ts PROGRAM ARGS...`: runs a program with a Docker daemon that exists only for it. */
const [, , program = '', ...args] = process.argv;
// Ctrl-C reaches the program too; this process stays to stop what it started.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined);
const folder = await mkdtemp(join(tmpdir(), 'docker-'));
try {
  const docker = await startDocker(folder, { packages, storageDriver: 'overlay2' });
  try {
    const clients = join(folder, 'clients');
    await writeClients(clients, docker.programs.run);
    const { exitCode } = await run(program, args, {
      directory: process.cwd(),
      environment: environmentWithDocker(docker.host, clients),
      inherit: true,
    });
    process.exitCode = exitCode;
  } finally {
    await docker.stop();
  }
} finally {
  // The daemon may still be letting go of its mounts.
  await rm(folder, { recursive: true, force: true, maxRetries: 10 });
}

/** Each with the libraries and Python packages of its own Debian package. */
async function writeClients(clients: string, prefix: readonly string[]): Promise<void> {
  await mkdir(clients);
  const python = join(folder, 'docker-packages/root/usr/lib/python3/dist-packages');
  const [env = '', ...settings] = prefix;
  const command = [env, `PYTHONPATH=${python}`, ...settings].join(' ');
  for (const name of ['docker', 'docker-compose']) {
    await writeFile(join(clients, name), `#!/bin/sh\nexec ${command} ${name} "$@"\n`, {
      mode: 0o755,
    });
  }
}
