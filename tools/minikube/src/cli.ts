#!/usr/bin/env node
import { enableCompileCache } from 'node:module';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { describeError, UserError, stackOf } from '@taskora/base/errors';
import { logsFolder, processSettings, type Settings } from './base/settings.ts';

/** What `programs` is asked for beside making sure that they are there. */
interface Transfer {
  readonly export?: string;
  readonly import?: string;
  readonly sha256?: string;
}

type Command = (settings: Settings, json: boolean, transfer: Transfer) => Promise<void>;

/** Modules are loaded when their command is asked for, since the common answer has to be quick. */
const COMMANDS: Readonly<Record<string, Command>> = {
  programs: async (settings, json, transfer) => {
    if (transfer.export !== undefined) {
      const { describeExport, exportPrograms } = await import('./programs/export.ts');
      const exported = await exportPrograms(transfer.export, settings, process.stderr);
      return print(json, exported, describeExport(exported));
    }
    if (transfer.import !== undefined) {
      const { describeImport, importPrograms } = await import('./programs/import.ts');
      const { import: file, sha256 } = transfer;
      const imported = await importPrograms(file, sha256, settings, process.stderr);
      return print(json, imported, describeImport(imported));
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
  'cluster-up': async (settings, json) => {
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
  readonly transfer: Transfer;
}

function parse(args: readonly string[]): Asked {
  const options = {
    json: { type: 'boolean', default: false },
    export: { type: 'string' },
    import: { type: 'string' },
    sha256: { type: 'string' },
  } as const;
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  const { json, ...transfer } = values;
  const command = COMMANDS[positionals[0] ?? ''];
  checkTransfer(positionals[0], transfer);
  if (command !== undefined && positionals.length === 1) return { command, json, transfer };
  throw new UserError(
    'USAGE',
    positionals.length === 0
      ? 'no command was named'
      : `${positionals.join(' ')} is not a command of this tool`,
    `node tools/minikube/src/cli.ts ${Object.keys(COMMANDS).join('|')} [--json]`,
  );
}

function checkTransfer(command: string | undefined, transfer: Transfer): void {
  const given = Object.keys(transfer).map((name) => `--${name}`);
  const makesSense =
    given.length === 0 ||
    (command === 'programs' &&
      (transfer.export === undefined) !== (transfer.import === undefined) &&
      (transfer.import !== undefined || transfer.sha256 === undefined));
  if (makesSense) return;
  throw new UserError(
    'USAGE',
    `${given.join(' and ')} ${given.length > 1 ? 'do' : 'does'} not go with ${command ?? 'no command'}`,
    'node tools/minikube/src/cli.ts programs --export FILE, or programs --import FILE --sha256 DIGEST',
  );
}

let settings: Settings | undefined;
try {
  settings = processSettings(resolve(import.meta.dirname, '..', '..', '..'));
  const { command, json, transfer } = parse(process.argv.slice(2));
  // Halves the time of the common answer; without a writable folder it only takes longer.
  enableCompileCache(join(settings.cache, 'compiled'));
  await command(settings, json, transfer);
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
