#!/usr/bin/env node
import { enableCompileCache } from 'node:module';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { describeError, UserError, stackOf } from '@taskora/base/errors';
import { askedConfiguration } from '@taskora/base/nx-arguments';
import { logsFolder, processSettings, taskOf, type Settings } from './base/settings.ts';
import { PROFILE } from './kubernetes/profile.ts';

interface Options {
  /** The folder of the environments that Nx may have been asked for. */
  readonly environments?: string;
  /** What `programs` is asked for beside making sure that they are there. */
  readonly export?: string;
  readonly import?: string;
  readonly sha256?: string;
  /** A folder with module folders of its own, whose programs are asked for instead. */
  readonly of?: string;
}

type Command = (settings: Settings, json: boolean, options: Options) => Promise<void>;

/** Modules are loaded when their command is asked for, since the common answer has to be quick. */
const COMMANDS: Readonly<Record<string, Command>> = {
  programs: async (settings, json, options) => {
    if (options.export !== undefined) {
      const { describeExport, exportPrograms } = await import('./programs/export.ts');
      const exported = await exportPrograms(options.export, settings, process.stderr);
      return print(json, exported, describeExport(exported));
    }
    if (options.import !== undefined) {
      const { describeImport, importPrograms } = await import('./programs/import.ts');
      const { import: file, sha256 } = options;
      const imported = await importPrograms(file, sha256, settings, process.stderr);
      return print(json, imported, describeImport(imported));
    }
    if (options.of !== undefined) {
      const { provideOthers } = await import('./programs/other-programs.ts');
      const folder = resolve(settings.workspace, options.of);
      const paths = await provideOthers(folder, settings.workspace, process.stderr);
      return print(json, Object.fromEntries(paths), [...paths.values()].join('\n'));
    }
    const { ensurePrograms } = await import('./programs/ensure.ts');
    const result = await ensurePrograms(settings, process.stderr);
    const line = result.changed ? 'Programs are ready' : 'Programs are there already';
    print(json, result, `${line}: ${result.bin}`);
  },
  'workflow-programs': async (settings, json) => {
    const { ensurePrograms } = await import('./programs/ensure.ts');
    const { WORKFLOW_TOOLS } = await import('./programs/tools.ts');
    const result = await ensurePrograms(settings, process.stderr, WORKFLOW_TOOLS);
    print(json, result, result.changed ? `actionlint is ready: ${result.bin}` : '');
  },
  preflight: async (settings, json) => {
    const { preflight } = await import('./commands/preflight.ts');
    const result = await preflight(settings);
    print(json, result, result.summary);
  },
  'cluster-up': async (settings, json, { environments }) => {
    const names = askedConfiguration(taskOf(settings));
    if (names !== undefined && environments !== undefined) {
      const { describeElsewhere } = await import('./facts/environment.ts');
      const folder = join(settings.workspace, environments);
      const place = await describeElsewhere({ folder, names, context: PROFILE });
      if (place !== undefined) return print(json, { provider: 'none' }, `No Minikube: ${place}`);
    }
    const { clusterUp } = await import('./commands/up.ts');
    const result = await clusterUp(settings, process.stderr);
    print(json, result, result.summary);
  },
  'cluster-down': async (settings, json) => {
    const { clusterDown } = await import('./commands/down.ts');
    const result = await clusterDown(settings, process.stderr);
    print(json, result, result.summary);
  },
  'cluster-status': async (settings, json) => {
    const { clusterStatus, describeStatus } = await import('./commands/status.ts');
    const result = await clusterStatus(settings);
    print(json, result, describeStatus(result));
  },
  'cluster-kill': async (settings, json) => {
    const { clusterKill } = await import('./commands/kill.ts');
    const result = await clusterKill(settings);
    print(json, result, `Ended ${result.killed} processes of the cluster with SIGKILL.`);
  },
};

function print(json: boolean, result: object, text: string): void {
  if (!json && text === '') return;
  process.stdout.write(`${json ? JSON.stringify(result) : text}\n`);
}

interface Asked {
  readonly command: Command;
  readonly json: boolean;
  readonly options: Options;
}

function parse(args: readonly string[]): Asked {
  const known = {
    json: { type: 'boolean', default: false },
    environments: { type: 'string' },
    export: { type: 'string' },
    import: { type: 'string' },
    sha256: { type: 'string' },
    of: { type: 'string' },
  } as const;
  const { values, positionals } = parseArgs({
    args: [...args],
    options: known,
    allowPositionals: true,
  });
  const { json, ...options } = values;
  const command = COMMANDS[positionals[0] ?? ''];
  checkTransfer(positionals[0], options);
  if (command !== undefined && positionals.length === 1) return { command, json, options };
  throw new UserError(
    'USAGE',
    positionals.length === 0
      ? 'no command was named'
      : `${positionals.join(' ')} is not a command of this tool`,
    `node tools/minikube/src/cli.ts ${Object.keys(COMMANDS).join('|')} [--json]`,
  );
}

function checkTransfer(command: string | undefined, options: Options): void {
  const { export: exported, import: imported, of, sha256 } = options;
  const given = Object.entries({ export: exported, import: imported, of, sha256 })
    .filter(([, value]) => value !== undefined)
    .map(([name]) => `--${name}`);
  const makesSense =
    given.length === 0 ||
    (command === 'programs' &&
      [exported, imported, of].filter((one) => one !== undefined).length === 1 &&
      (imported !== undefined || sha256 === undefined));
  if (makesSense) return;
  throw new UserError(
    'USAGE',
    `${given.join(' and ')} ${given.length > 1 ? 'do' : 'does'} not go with ${command ?? 'no command'}`,
    'node tools/minikube/src/cli.ts programs --export FILE, or programs --import FILE --sha256 DIGEST, or programs --of FOLDER',
  );
}

let settings: Settings | undefined;
try {
  settings = processSettings(resolve(import.meta.dirname, '..', '..', '..'));
  const { command, json, options } = parse(process.argv.slice(2));
  // Halves the time of the common answer; without a writable folder it only takes longer.
  enableCompileCache(join(settings.cache, 'compiled'));
  await command(settings, json, options);
} catch (error) {
  process.stderr.write(`${describeError(error)}\n`);
  const stack = stackOf(error);
  if (stack !== undefined && settings === undefined) process.stderr.write(`${stack}\n`);
  else if (stack !== undefined && settings !== undefined) {
    const { keepStack } = await import('./base/stack-log.ts');
    keepStack(logsFolder(settings), stack);
  }
  process.exitCode = 1;
}
