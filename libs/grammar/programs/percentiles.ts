/** Where a share of values lies, as benches print it. */
export function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

/**
 * The median of each line over the rounds, or another share of them: what else the machine does meanwhile falls on few.
 *
 * @param rounds for each round the time of each line, in the same order
 */
export function overRounds(rounds: readonly (readonly number[])[], share = 0.5): number[] {
  return (rounds[0] ?? []).map((_, line) =>
    percentile(
      rounds.map((round) => round[line] ?? Number.NaN).toSorted((one, other) => one - other),
      share,
    ),
  );
}

/** Names p50, p95 and p99 of microseconds. */
export function described(microseconds: readonly number[]): string {
  const sorted = microseconds.toSorted((one, other) => one - other);
  const at = (share: number): string => `${Math.round(percentile(sorted, share))}`.padStart(5);
  return `p50 ${at(0.5)}  p95 ${at(0.95)}  p99 ${at(0.99)} µs`;
}
