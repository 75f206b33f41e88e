import type { Answer } from './client.ts';

/** What came of many requests. */
export interface Answers {
  readonly requests: number;
  readonly failed: number;
  /** How often each status or error came. */
  readonly results: Readonly<Record<string, number>>;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly longest: number;
}

/** The value that so many of a hundred do not exceed; milliseconds. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  const place = Math.ceil((percent / 100) * sorted.length) - 1;
  return sorted[Math.max(place, 0)] ?? Number.NaN;
}

export const isSuccess = ({ result }: Answer): boolean =>
  typeof result === 'number' && result >= 200 && result < 300;

/** Failed ones count with the time that they took: whoever waits for nothing has waited too. */
export function summary(answers: readonly Answer[]): Answers {
  const times = answers.map(({ milliseconds }) => milliseconds);
  const results: Record<string, number> = {};
  for (const { result } of answers) results[result] = (results[result] ?? 0) + 1;
  return {
    requests: answers.length,
    failed: answers.filter((answer) => !isSuccess(answer)).length,
    results,
    p50: percentile(times, 50),
    p95: percentile(times, 95),
    p99: percentile(times, 99),
    longest: percentile(times, 100),
  };
}
