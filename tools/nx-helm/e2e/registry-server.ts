import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Background } from './background.ts';
import { startServer } from './background.ts';
import { unpackDebianPrograms } from './debian-programs.ts';
import { freePorts } from './ports.ts';

export interface RegistryServer extends Background {
  readonly host: string;
}

/** Debian's docker-registry on this machine alone, with its data in the folder. */
export async function startRegistry(folder: string): Promise<RegistryServer> {
  const programs = await unpackDebianPrograms(
    ['docker-registry'],
    join(folder, 'registry-package'),
  );
  const [port] = await freePorts(1);
  const host = `127.0.0.1:${port}`;
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
