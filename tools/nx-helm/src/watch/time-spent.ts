/** One task as Nx writes it into a profile; times in microseconds. */
export interface ProfiledTask {
  readonly name: string;
  readonly ph: string;
  readonly ts: number;
  readonly dur?: number;
  readonly args?: {
    readonly target?: { readonly project: string; readonly target: string };
    readonly status?: string;
  };
}

/** The steps from a saved file to a running pod, in their order. */
export type Step = 'build' | 'digest' | 'image' | 'load' | 'render' | 'rollout';

export type StepOfTarget = ReadonlyMap<string, Step>;

const order: readonly Step[] = ['build', 'digest', 'image', 'load', 'render', 'rollout'];
const microsecondsPerSecond = 1_000_000;

/** Where the time of one run went: for each step the span in which its tasks ran, and their projects. */
export function timeSpent(profile: readonly ProfiledTask[], steps: StepOfTarget): string[] {
  return order.flatMap((step) => {
    const tasks = profile.filter(
      ({ ph, args }) => ph === 'X' && steps.get(args?.target?.target ?? '') === step,
    );
    const worked = tasks.filter(
      ({ args }) => args?.status === 'success' || args?.status === 'failure',
    );
    if (worked.length === 0) return [];
    const start = Math.min(...worked.map(({ ts }) => ts));
    const end = Math.max(...worked.map(({ ts, dur = 0 }) => ts + dur));
    const seconds = ((end - start) / microsecondsPerSecond).toFixed(1);
    const projects = [...new Set(worked.map(({ args }) => args?.target?.project ?? ''))].sort();
    return [`${step} ${seconds} s (${projects.join(', ')})`];
  });
}
