import type { RunResult, Stop } from '@taskora/base/run';

/** What Helm takes where it is given no `--timeout`. */
const helmTimeoutSeconds = 300;
const graceSeconds = 60;

/**
 * After how many seconds a Helm should have ended by itself: its timeout holds for each hook and for
 * the wait after them, and once more for a rollback of them.
 */
export function overdueAfter(timeoutSeconds = helmTimeoutSeconds, hooks = 0): number {
  return 2 * (1 + hooks) * timeoutSeconds + graceSeconds;
}

/** Ends a Helm that waits on although its own timeout is over. */
interface Overdue {
  /** Asks it to end, so that it rolls back. */
  readonly stops: readonly Stop[];
  /** Aborted where it does not even do that, and has to be killed. */
  readonly killed: AbortSignal;
  /** The result of a Helm that has ended, which says so if it did not by itself. */
  explain(result: RunResult): RunResult;
}

/** Helm waits for ever for some objects, such as those whose status it does not know. */
export function overdue(seconds: number): Overdue {
  const asked = new AbortController();
  const ended = new AbortController();
  const timers = [asked, ended].map((controller, index) =>
    setTimeout(() => controller.abort(), (index + 1) * seconds * 1000).unref(),
  );
  return {
    // Windows has no such signal.
    stops: process.platform === 'win32' ? [] : [{ when: asked.signal, by: 'SIGTERM' }],
    killed: ended.signal,
    explain: (result) => {
      for (const timer of timers) clearTimeout(timer);
      if (!asked.signal.aborted) return result;
      const how = ended.signal.aborted
        ? `killed after ${2 * seconds} s`
        : `cancelled after ${seconds} s`;
      const what = `helm did not end when its own timeout was over, and was ${how}`;
      return { ...result, stderr: `${result.stderr.trim()}\n${what}` };
    },
  };
}
