import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Background } from './background.ts';
import { startServer } from './background.ts';
import { unpackDebianPrograms } from './debian-programs.ts';

export interface RegistryServer extends Background {
  readonly host: string;
}

const firstPort = 41_000;
const lastPort = 41_099;

/** Debian's docker-registry on this machine alone, with its data in the folder. */
export async function startRegistry(folder: string): Promise<RegistryServer> {
  const programs = await unpackDebianPrograms(
    ['docker-registry'],
    join(folder, 'registry-package'),
  );
  const host = `127.0.0.1:${await freePort()}`;
  const data = join(folder, 'registry');
  await mkdir(data, { recursive: true });
  const settings = join(folder, 'registry.yml');
  const configuration = {
    version: 0.1,
    log: { level: 'error' },
    storage: { filesystem: { rootdirectory: data }, delete: { enabled: true } },
    http: { addr: host },
  };
  // JSON is YAML.
  await writeFile(settings, JSON.stringify(configuration));
  const server = await startServer([...programs.run, 'docker-registry', 'serve', settings], () =>
    fetch(`http://${host}/v2/`).then(
      ({ ok }) => ok,
      () => false,
    ),
  );
  return { host, stop: server.stop };
}

async function freePort(): Promise<number> {
  for (let port = firstPort; port <= lastPort; port += 1) {
    const server = createServer().listen(port, '127.0.0.1');
    const isFree = await Promise.race([
      once(server, 'listening').then(() => true),
      once(server, 'error').then(() => false),
    ]);
    server.close();
    if (isFree) return port;
  }
  throw new Error(`no port between ${firstPort} and ${lastPort} is free`);
}
