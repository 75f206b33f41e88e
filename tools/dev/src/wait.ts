import { setTimeout as sleep } from 'node:timers/promises';

export interface WaitOptions {
  timeoutSeconds: number;
  /** Ends the waiting early, for instance because the awaited process has died. */
  signal?: AbortSignal;
  /** Tells the awaited service's answer from that of another which holds the port. */
  accept?: (body: string) => boolean;
}

/** Asks an address until it answers with success, acceptably; false when the time is over. */
export async function waitForHttp(url: string, options: WaitOptions): Promise<boolean> {
  const deadline = Date.now() + options.timeoutSeconds * 1000;
  while (Date.now() < deadline && options.signal?.aborted !== true) {
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(5000) });
      const body = await response.text();
      if (response.ok && (options.accept?.(body) ?? true)) return true;
    } catch {
      // Nothing listens yet, or the answer was cut off: both are what is being waited out.
    }
    await sleep(100);
  }
  return false;
}
