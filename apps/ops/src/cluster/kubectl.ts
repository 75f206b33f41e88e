import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Config } from '../config.ts';
import { OperationError } from '../errors.ts';

const execute = promisify(execFile);

/** Reads one answer of the cluster as JSON. */
export async function getJson(config: Config, args: string[]): Promise<unknown> {
  const all = ['--context', config.kubeContext, '--request-timeout=10s', 'get', ...args];
  try {
    const { stdout } = await execute(config.kubectl, all, { maxBuffer: 64 * 1024 * 1024 });
    return JSON.parse(stdout);
  } catch (error) {
    const text = error instanceof Error && 'stderr' in error ? String(error.stderr) : String(error);
    throw new OperationError(
      'CLUSTER_UNREACHABLE',
      text.trim().split('\n').at(-1) ?? 'kubectl gave no reason',
      'npx nx run infra:cluster-up',
    );
  }
}
