import { posix } from 'node:path';
import { Unsupported } from './engine-needed.ts';
import type { Instruction } from './instructions.ts';
import type { Settings } from './settings.ts';
import type { ChmodStep, CompileStep, CopyStep, Origin, Owner } from './stage.ts';
import type { Lookup } from './arguments.ts';
import { jsonArguments, replaced, argumentsOf } from './arguments.ts';

/** Where engines put files of their own while they run a step. */
const filesOfEngines = /^(?:$|etc|run|proc|sys|dev|tmp)(?:\/|$)|^[^/]*[*?]/;

export function stepOfCopy(
  { line, flags, text }: Instruction,
  from: Origin,
  { WorkingDir = '' }: Settings,
  lookup: Lookup,
  isRoot: boolean,
): CopyStep {
  const unknown = [...flags.keys()].find((name) => !['from', 'chown', 'chmod'].includes(name));
  if (unknown !== undefined) throw new Unsupported(`COPY --${unknown} needs an engine`);
  const args = (jsonArguments(text) ?? plainArguments(text)).map((argument) =>
    replaced(argument, lookup),
  );
  const target = args.at(-1) ?? '';
  const sources = args.slice(0, -1).map(sourceOf);
  if (sources.length === 0 || target === '') throw new Unsupported('COPY of nothing');
  if (from.kind === 'stage' && from.stage.hasRun) {
    const unclear = sources.find((source) => filesOfEngines.test(source));
    if (unclear !== undefined) throw new Unsupported(`COPY of /${unclear} needs an engine`);
  }
  const isFolder = /(?:^|\/)\.{0,2}$/.test(target);
  return {
    kind: 'copy',
    line,
    text,
    isRoot,
    from,
    sources,
    target: posix.resolve('/', WorkingDir, target),
    isFolder,
    owner: ownerOf(flags.get('chown')),
    mode: modeOf(flags.get('chmod')),
  };
}

/** In this form quotes and brackets mean one thing here and another there. */
function plainArguments(text: string): string[] {
  if (/["'[\]]/.test(text)) throw new Unsupported('this form of COPY needs an engine');
  return argumentsOf(text);
}

function sourceOf(text: string): string {
  const isOutside = text.split('/').includes('..');
  if (isOutside || /[[\]\\]/.test(text)) throw new Unsupported(`COPY of ${text} needs an engine`);
  return posix.normalize(`/${text}`).replaceAll(/^\/+|\/+$/g, '');
}

function ownerOf(text: string | undefined): Owner | undefined {
  if (text === undefined) return undefined;
  const [, user, group] = /^(\d{1,9}):(\d{1,9})$/.exec(text) ?? [];
  if (user === undefined)
    throw new Unsupported('--chown with anything but two numbers needs an engine');
  return { userId: Number(user), groupId: Number(group) };
}

function modeOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^0?[0-7]{3}$/.test(text)) return Number.parseInt(text, 8);
  throw new Unsupported('--chmod with anything but three octal digits needs an engine');
}

/** The commands of which is known here what they do to files. */
export function stepOfRun(
  { line, flags, text }: Instruction,
  environment: ReadonlyMap<string, string>,
): ChmodStep | CompileStep {
  const command = flags.size > 0 ? [] : (jsonArguments(text) ?? shellArguments(text));
  const [program, ...args] = command;
  if (program === 'chmod') return stepOfChmod(line, args);
  if (program === 'python3' && args[0] === '-m' && args[1] === 'compileall') {
    return stepOfCompile(line, args.slice(2), environment);
  }
  throw new Unsupported('RUN needs an engine');
}

/** Only what no shell would change. */
function shellArguments(text: string): string[] {
  if (!/^[\w@%+=:,./ -]+$/.test(text)) throw new Unsupported('RUN needs an engine');
  return text.split(/ +/);
}

const symbolicMode = /^[ugoa]+[-+=][rwxX]*(?:,[ugoa]+[-+=][rwxX]*)*$/;

function stepOfChmod(line: number, args: readonly string[]): ChmodStep {
  const isRecursive = args[0] === '-R';
  const [mode = '', ...paths] = isRecursive ? args.slice(1) : args;
  const isKnown = /^0?[0-7]{3}$/.test(mode) || symbolicMode.test(mode);
  if (!isKnown || !areFolders(paths)) throw new Unsupported('this RUN chmod needs an engine');
  return { kind: 'chmod', line, isRecursive, mode, paths };
}

function stepOfCompile(
  line: number,
  args: readonly string[],
  environment: ReadonlyMap<string, string>,
): CompileStep {
  const found = /^((?:-q |-j 1 |--invalidation-mode (?:un)?checked-hash )*)(.*)$/.exec(
    args.join(' '),
  );
  const options = (found?.[1] ?? '').trim().split(' ');
  const paths = args.slice(options.length);
  // Without them the bytecode differs from build to build, whoever makes it.
  const isConstant =
    options.includes('--invalidation-mode') &&
    /^\d+$/.test(environment.get('PYTHONHASHSEED') ?? '');
  if (!isConstant || !areFolders(paths))
    throw new Unsupported('this RUN compileall needs an engine');
  return { kind: 'compile', line, options, paths, environment: Object.fromEntries(environment) };
}

function areFolders(paths: readonly string[]): boolean {
  const isPlain = (path: string) => /^(?:\/[\w@%+=:,.-]+)+\/?$/.test(path) && !path.includes('/..');
  return paths.length > 0 && paths.every(isPlain);
}
