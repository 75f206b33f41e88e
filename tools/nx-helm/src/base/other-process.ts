import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive } from './liveness.mjs';

const pollMilliseconds = 200;

/** Asks a process to end and waits; true when it is gone. */
export async function endProcess(processId: number, timeoutSeconds: number): Promise<boolean> {
  if (isAlive(processId)) process.kill(processId, 'SIGTERM');
  const deadline = Date.now() + timeoutSeconds * 1000;
  while (isAlive(processId) && Date.now() < deadline) await sleep(pollMilliseconds);
  return !isAlive(processId);
}
