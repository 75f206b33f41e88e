import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { run } from './run.ts';

export function isAlive(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/**
 * Where a process number means something: this machine since it was started, and there this container.
 * A name is not enough, because containers and runners may share one.
 */
export function processPlace(): string {
  const parts = [hostname(), readIfThere('/proc/sys/kernel/random/boot_id'), pidNamespace()];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 12);
}

function readIfThere(file: string): string {
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : '';
}

function pidNamespace(): string {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    return '';
  }
}

/** The words a process was started with; process numbers are reused, so a number alone proves nothing. */
export async function commandLine(processId: number): Promise<string> {
  const file = `/proc/${processId}/cmdline`;
  if (existsSync(file)) return readFileSync(file, 'utf8').replaceAll('\0', ' ');
  if (process.platform === 'win32') return '';
  return (await run('ps', ['-p', String(processId), '-o', 'args='])).stdout;
}

const pollMilliseconds = 200;

/** Asks a process to end and waits; true when it is gone. */
export async function endProcess(processId: number, timeoutSeconds: number): Promise<boolean> {
  if (isAlive(processId)) process.kill(processId, 'SIGTERM');
  const deadline = Date.now() + timeoutSeconds * 1000;
  while (isAlive(processId) && Date.now() < deadline) await sleep(pollMilliseconds);
  return !isAlive(processId);
}
