import { UserError } from '@taskora/base/errors';

export interface Run {
  /** Requests in a second. */
  readonly perSecond: number;
  /** What the services used of their processor for a request. */
  readonly milliseconds: number;
}

/** Runs of two stacks that took turns, one of which exports metrics. */
export interface Round {
  readonly measured: Run;
  readonly bare: Run;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  const [low, high] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[middle]];
  if (low === undefined || high === undefined) {
    throw new UserError('USAGE', 'nothing was measured', 'run this command again with more rounds');
  }
  return (low + high) / 2;
}

/**
 * The share of throughput that metrics take where the processor is the limit: what a request needs of it
 * with and without them. The median over rounds, each of which compares two runs that followed each
 * other, so that what slows the machine for a while slows both.
 */
const costs = (rounds: readonly Round[]): number[] =>
  rounds.map(({ measured, bare }) => 1 - bare.milliseconds / measured.milliseconds);

export const costOf = (rounds: readonly Round[]): number => median(costs(rounds));

/** The range in which half of the rounds are. */
export function spreadOf(rounds: readonly Round[]): readonly [number, number] {
  const sorted = costs(rounds).toSorted((one, other) => one - other);
  const quarter = Math.floor(sorted.length / 4);
  return [sorted[quarter] ?? Number.NaN, sorted[sorted.length - 1 - quarter] ?? Number.NaN];
}
