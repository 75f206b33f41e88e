import { setTimeout as sleep } from 'node:timers/promises';

export interface WaitOptions {
  timeoutSeconds: number;
  /** Ends the waiting early, for instance because the awaited process has died. */
  signal?: AbortSignal;
}

/** Asks until the answer is yes; false when the time is over. */
export async function waitUntil(
  isSo: () => boolean | Promise<boolean>,
  { timeoutSeconds, signal }: WaitOptions,
): Promise<boolean> {
  const deadline = Date.now() + timeoutSeconds * 1000;
  while (Date.now() < deadline && signal?.aborted !== true) {
    if (await isSo()) return true;
    await sleep(50);
  }
  return false;
}

/**
 * Asks an address until it answers with success. What is acceptable distinguishes the awaited
 * service's answer from that of another which holds the port.
 */
export function waitForHttp(
  url: string,
  { accept = () => true, ...options }: WaitOptions & { accept?: (body: string) => boolean },
): Promise<boolean> {
  return waitUntil(async () => {
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(5000) });
      const body = await response.text();
      return response.ok && accept(body);
    } catch {
      // Nothing listens yet, or the answer was cut off: both are what is being waited out.
      return false;
    }
  }, options);
}
