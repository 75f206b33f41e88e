import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { indexTargetsFormat, sourceLines } from './sources.ts';

/** What decides how a root is made; read once, so that the decision itself is pure. */
export interface Machine {
  readonly isRoot: boolean;
  readonly debianCodename: string | undefined;
  readonly hasMmdebstrap: boolean;
  /** The first container engine that answers, or none. */
  readonly engine: 'docker' | 'podman' | undefined;
}

const answers = (program: string, argument: string): boolean =>
  spawnSync(program, [argument], { stdio: 'ignore', timeout: 5000, killSignal: 'SIGKILL' })
    .status === 0;

function readDebianCodename(): string | undefined {
  try {
    const text = readFileSync('/etc/os-release', 'utf8');
    const field = (name: string) => new RegExp(`^${name}="?([^"\n]*)`, 'm').exec(text)?.[1];
    return field('ID') === 'debian' ? field('VERSION_CODENAME') : undefined;
  } catch {
    return undefined;
  }
}

export function readMachine(): Machine {
  const debianCodename = readDebianCodename();
  const isRoot = process.getuid?.() === 0;
  const hasMmdebstrap = debianCodename !== undefined && answers('mmdebstrap', '--version');
  const needsEngine = !(isRoot && hasMmdebstrap);
  const engines = needsEngine ? (['docker', 'podman'] as const) : [];
  const engine = engines.find((program) => answers(program, 'info'));
  return { isRoot, debianCodename, hasMmdebstrap, engine };
}

/** Source lines from this machine's apt, or an empty list where apt does not answer. */
export function readSourceLines(codename: string): string[] {
  const { status, stdout } = spawnSync(
    'apt-get',
    ['indextargets', '--format', indexTargetsFormat, 'Created-By: Packages'],
    { encoding: 'utf8' },
  );
  return status === 0 ? sourceLines(stdout, codename) : [];
}
