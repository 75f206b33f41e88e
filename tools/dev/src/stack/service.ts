import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { childEnvironment, workspaceRoot } from '../environment.ts';
import { UserError } from '@taskora/base/errors';
import { startProgram } from '@taskora/base/stream';
import { recordChild } from '../processes/orphans.ts';
import { run } from '../run.ts';
import { waitForHttp } from '../wait.ts';

export interface ServiceCommand {
  name: string;
  program: string;
  args: string[];
  environment: Record<string, string>;
  /** Brings the service's database schema up to date before it starts. */
  migrate: string[];
  /** Answers with success as soon as the service can be used. */
  readyUrl: string;
}

export interface RunningService {
  name: string;
  pid: number | undefined;
  stop(): Promise<void>;
}

const logDirectory = join(workspaceRoot, 'dist', 'local-stack');

function lastLines(path: string, count: number): string {
  return readFileSync(path, 'utf8').trimEnd().split('\n').slice(-count).join('\n');
}

async function migrate(service: ServiceCommand): Promise<void> {
  const result = await run(service.program, service.migrate, { environment: service.environment });
  if (result.exitCode === 0) return;
  const reason = (result.stderr || result.stdout).trim();
  throw new UserError(
    'STACK_MIGRATION_FAILED',
    `the migration of ${service.name} failed: ${reason}`,
    'correct it, then run this command again',
  );
}

/** Starts one service with its log in a file, and waits until it says that it is ready. */
export async function startService(service: ServiceCommand): Promise<RunningService> {
  await migrate(service);
  const log = join(logDirectory, `${service.name}.log`);
  const child = await startProgram(service.program, service.args, {
    directory: workspaceRoot,
    environment: childEnvironment(service.environment),
    log,
  });
  const recorded = recordChild(child.pid);
  const death = new AbortController();
  void child.ended.then(() => death.abort());
  const stop = async () => {
    child.end('SIGTERM');
    const killer = setTimeout(() => child.end('SIGKILL'), 15_000);
    await child.ended;
    clearTimeout(killer);
    recorded.forget();
  };
  if (await waitForHttp(service.readyUrl, { timeoutSeconds: 60, signal: death.signal })) {
    return { name: service.name, pid: child.pid, stop };
  }
  await stop();
  const tail = lastLines(log, 20);
  throw new UserError(
    'STACK_NOT_READY',
    `${service.name} did not get ready:\n${tail}`,
    `less ${log}`,
  );
}
