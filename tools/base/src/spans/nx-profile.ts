import type { Span, SpanName } from './span.ts';

interface Target {
  readonly project: string;
  readonly target: string;
}

/** One entry of the file that Nx 23 writes with NX_PROFILE; times in microseconds since 1970. */
export interface ProfileEntry {
  readonly ph: string;
  readonly ts: number;
  readonly dur?: number;
  readonly args?: { readonly target?: Target; readonly status?: string };
}

/** What came from a cache took no work. */
const worked: ReadonlySet<string | undefined> = new Set(['success', 'failure']);
const microsecondsPerMillisecond = 1000;

/** The tasks of a run that were really done; those that are no step are left out. */
export function profileSpans(
  profile: readonly ProfileEntry[],
  stepOf: (target: Target) => SpanName | undefined,
): Span[] {
  return profile.flatMap(({ ph, ts, dur = 0, args = {} }) => {
    const { target, status } = args;
    if (ph !== 'X' || target === undefined || !worked.has(status)) return [];
    const name = stepOf(target);
    if (name === undefined) return [];
    const startMs = ts / microsecondsPerMillisecond;
    const endMs = startMs + dur / microsecondsPerMillisecond;
    return [{ name, of: target.project, startMs, endMs }];
  });
}
