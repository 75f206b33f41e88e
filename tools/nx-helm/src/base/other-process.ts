import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive } from './liveness.mjs';
import { run } from './process.ts';

/** The command line of a process; process numbers are reused, so a number alone proves nothing. */
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
