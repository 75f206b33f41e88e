import { fullName } from './image-description.ts';
import type { Loader, LoaderProgram, NodeImage } from './loader.ts';
import { loaderRun } from './loader.ts';
import { parseSize } from './parse-size.ts';

interface DockerAddress {
  /** The client and its first arguments. */
  readonly command?: readonly [string, ...string[]];
  /** Such as `unix:///run/docker.sock`; without it, docker's own choice. */
  readonly host?: string;
}

/** Where the node's Docker daemon is this machine's; the environment of docker-env is not needed. */
export function dockerLoader(address: DockerAddress = {}): Loader {
  const [program, ...first] = address.command ?? (['docker'] as const);
  const docker: LoaderProgram = { program, checkCommand: 'docker info' };
  const host = [...first, ...(address.host === undefined ? [] : ['--host', address.host])];
  const ask = (...args: readonly string[]) => loaderRun(docker, [...host, ...args]);
  const list = async () =>
    parseImages(await ask('image', 'ls', '--format', '{{.Repository}}:{{.Tag}}\t{{.Size}}'));
  return {
    name: 'docker',
    references: async () => new Set((await list()).map(({ reference }) => reference)),
    list,
    load: async (archive) => {
      await loaderRun(docker, [...host, 'image', 'load', '--quiet'], archive);
    },
    remove: async (references) => {
      if (references.length > 0) await ask('image', 'rm', ...references);
    },
    usedBytes: async () => {
      const table = await ask('system', 'df', '--format', '{{.Type}}\t{{.Size}}');
      const images = table.split('\n').find((line) => line.startsWith('Images\t'));
      return parseSize(images?.split('\t')[1] ?? '');
    },
  };
}

function parseImages(lines: string): NodeImage[] {
  return lines
    .split('\n')
    .filter((line) => line !== '' && !line.includes('<none>'))
    .map((line) => {
      const [name = '', size = ''] = line.split('\t');
      return { reference: fullName(name), sizeBytes: parseSize(size) };
    });
}
