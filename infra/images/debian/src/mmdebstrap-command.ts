import { dirname, basename } from 'node:path';
import type { Machine } from './machine.ts';
import { mmdebstrapArguments, type RootSpec } from './root-spec.ts';
import { suite } from './sources.ts';

/** One command that leaves the root as a tar archive, and its name for people. */
export interface MmdebstrapCommand {
  readonly name: string;
  readonly program: string;
  readonly arguments: readonly string[];
}

export interface RootRequest {
  readonly spec: RootSpec;
  /** Absolute path of finish-root.sh. */
  readonly hook: string;
  /** Absolute path of the archive to write. */
  readonly archive: string;
  /** Source lines of apt; empty for mmdebstrap's own mirror. */
  readonly sources: readonly string[];
}

/** The same date on every file, so that two archives of the same packages are the same bytes. */
export const sourceDateEpoch = '315532800';

/** Device files are the engine's affair, and some engines cannot unpack them. */
const fixedArguments = ['--mode=root', '--format=tar', '--skip=output/dev'];

const onThisMachine = (request: RootRequest): MmdebstrapCommand => ({
  name: 'mmdebstrap of this machine',
  program: 'mmdebstrap',
  arguments: [
    ...fixedArguments,
    ...mmdebstrapArguments(request.spec, request.hook),
    suite,
    request.archive,
    ...request.sources,
  ],
});

/** The same mmdebstrap call inside a container, for machines that are not Debian. */
const inContainer = (engine: string, request: RootRequest): MmdebstrapCommand => ({
  name: `mmdebstrap in a container of ${engine}`,
  program: engine,
  arguments: [
    ...['run', '--rm', '--network=host', '--env', `SOURCE_DATE_EPOCH=${sourceDateEpoch}`],
    ...['--cap-add', 'SYS_ADMIN', '--volume', `${dirname(request.hook)}:/hook:ro`],
    ...['--volume', `${dirname(request.archive)}:/out`],
    `debian:${suite}-slim`,
    ...['sh', '-ec'],
    'apt-get -qq update && apt-get -qq install -y --no-install-recommends mmdebstrap && exec mmdebstrap "$@"',
    'mmdebstrap',
    ...fixedArguments,
    ...mmdebstrapArguments(request.spec, `/hook/${basename(request.hook)}`),
    suite,
    `/out/${basename(request.archive)}`,
  ],
});

export function chooseMmdebstrapCommand(machine: Machine, request: RootRequest): MmdebstrapCommand {
  if (machine.isRoot && machine.hasMmdebstrap) return onThisMachine(request);
  if (machine.engine !== undefined) return inContainer(machine.engine, request);
  const advice =
    machine.debianCodename === undefined
      ? 'start docker or podman, so that `docker info` answers'
      : 'apt-get install -y mmdebstrap, and run this as root';
  throw new Error(
    `ROOT_NO_TOOL: a Debian root needs mmdebstrap on Debian as root, or a container engine, and neither answers. Do: ${advice}`,
  );
}
