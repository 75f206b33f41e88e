import { formatRemaining, formatSeconds, liveLine, type Output } from '@taskora/base/live-line';

export type { Output };

const HEARTBEAT_SECONDS = 15;

export interface Step {
  readonly title: string;
  /** How long it takes on the machine where it was measured. */
  readonly estimateSeconds: number;
  run(): Promise<void>;
}

export const step = (title: string, estimateSeconds: number, run: () => Promise<void>): Step => ({
  title,
  estimateSeconds,
  run,
});

/**
 * What is left in seconds: the measured estimates, scaled by how fast this machine has been so far.
 * The scale stays at 1 until a step of any length is done. A step that takes longer than expected
 * leaves no ground for an estimate.
 */
export function remainingSeconds(
  steps: readonly Step[],
  done: number,
  spentOnDone: number,
  spentOnCurrent: number,
): number | undefined {
  const sum = (part: readonly Step[]): number =>
    part.reduce((total, { estimateSeconds }) => total + estimateSeconds, 0);
  const expected = sum(steps.slice(0, done));
  const scale = expected >= 10 ? Math.min(3, Math.max(0.3, spentOnDone / expected)) : 1;
  const current = (steps[done]?.estimateSeconds ?? 0) * scale;
  if (spentOnCurrent > current) return undefined;
  return current - spentOnCurrent + sum(steps.slice(done + 1)) * scale;
}

/** Runs the steps in order, and says which one is on, for how long, and how long is left. */
export async function runSteps(steps: readonly Step[], output: Output): Promise<void> {
  const secondsNow = (): number => performance.now() / 1000;
  const begun = secondsNow();
  for (const [index, { title, run }] of steps.entries()) {
    const stepBegun = secondsNow();
    const label = `[${index + 1}/${steps.length}] ${title}`;
    const status = (): string => {
      const now = secondsNow();
      const left = remainingSeconds(steps, index, stepBegun - begun, now - stepBegun);
      return `${label} (${formatSeconds(now - begun)}${formatRemaining(left)})`;
    };
    if (output.isTTY !== true) output.write(`${status()}\n`);
    const line = liveLine(status, output, HEARTBEAT_SECONDS);
    try {
      await run();
    } finally {
      line.stop();
    }
    output.write(`${label} done in ${formatSeconds(secondsNow() - stepBegun)}\n`);
  }
}
