const HEARTBEAT_SECONDS = 15;
const LIVE_LINE_SECONDS = 1;

export interface Output {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

export interface Clock {
  /** Seconds from any fixed moment. */
  now(): number;
  every(seconds: number, tick: () => void): { stop(): void };
}

export interface Step {
  readonly title: string;
  /** How long it takes on the machine where it was measured. */
  readonly estimateSeconds: number;
  run(): Promise<void>;
}

export const systemClock: Clock = {
  now: () => performance.now() / 1000,
  every: (seconds, tick) => {
    const handle = setInterval(tick, seconds * 1000);
    return { stop: () => clearInterval(handle) };
  },
};

export function formatDuration(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')} min`;
}

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
    part.reduce((total, step) => total + step.estimateSeconds, 0);
  const expected = sum(steps.slice(0, done));
  const scale = expected >= 10 ? Math.min(3, Math.max(0.3, spentOnDone / expected)) : 1;
  const current = (steps[done]?.estimateSeconds ?? 0) * scale;
  if (spentOnCurrent > current) return undefined;
  return current - spentOnCurrent + sum(steps.slice(done + 1)) * scale;
}

/** Runs the steps in order, and says which one is on, for how long, and how long is left. */
export async function runSteps(
  steps: readonly Step[],
  output: Output,
  clock: Clock = systemClock,
): Promise<void> {
  const begun = clock.now();
  for (const [index, step] of steps.entries()) {
    const stepBegun = clock.now();
    const label = `[${index + 1}/${steps.length}] ${step.title}`;
    const status = (): string => {
      const now = clock.now();
      const left = remainingSeconds(steps, index, stepBegun - begun, now - stepBegun);
      const estimate =
        left !== undefined && left >= 1 ? `, about ${formatDuration(left)} left` : '';
      return `${label} (${formatDuration(now - begun)}${estimate})`;
    };
    const line = showStatus(status, output, clock);
    try {
      await step.run();
    } finally {
      line.stop();
    }
    output.write(`${label} done in ${formatDuration(clock.now() - stepBegun)}\n`);
  }
}

/** On a terminal one line that is written anew each second, elsewhere a line now and then. */
function showStatus(status: () => string, output: Output, clock: Clock): { stop(): void } {
  if (output.isTTY !== true) {
    output.write(`${status()}\n`);
    return clock.every(HEARTBEAT_SECONDS, () => output.write(`${status()}\n`));
  }
  const width = (output.columns ?? 80) - 1;
  const draw = (): unknown => output.write(`\r\u001b[K${status().slice(0, width)}`);
  draw();
  const ticking = clock.every(LIVE_LINE_SECONDS, draw);
  return {
    stop: () => {
      ticking.stop();
      output.write('\r\u001b[K');
    },
  };
}
