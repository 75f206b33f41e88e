import type { Victim } from './cases.ts';
import type { Trial } from './outcome.ts';

/** Seconds from a loss to the end of the answer that are wanted. */
export const wantedSeconds = 5;

const names: Readonly<Record<Victim, string>> = {
  api: 'the pod of the API that makes the answer',
  database: 'the pod of the database',
  chatbot: "the page's pod that carries the answer",
};

const seconds = (milliseconds: number | undefined): string =>
  milliseconds === undefined || Number.isNaN(milliseconds) ? '-' : (milliseconds / 1000).toFixed(2);

export const isWhole = ({ faults }: Trial): boolean => faults.length === 0;
export const isInTime = ({ milliseconds }: Trial): boolean => milliseconds <= wantedSeconds * 1000;

export function line(trial: Trial): string {
  const { victim, point, number } = trial.case;
  const said = isWhole(trial) ? 'whole' : trial.faults.join(', ');
  return `${victim}: ${point} (${number}): ${said}, ${seconds(trial.milliseconds)} s`;
}

/** A row for each victim. */
export function table(trials: readonly Trial[]): string {
  const rows = [...new Set(trials.map((trial) => trial.case.victim))].map((victim) => {
    const own = trials.filter((trial) => trial.case.victim === victim);
    const took = own
      .map(({ milliseconds }) => milliseconds)
      .filter((each) => !Number.isNaN(each))
      .sort((one, other) => one - other);
    const cells = [
      names[victim],
      own.length,
      own.filter(isWhole).length,
      seconds(took[Math.floor((took.length - 1) / 2)]),
      seconds(took.at(-1)),
      own.filter(isInTime).length,
    ];
    return `| ${cells.join(' | ')} |`;
  });
  return [
    `| killed | points | one whole answer | median, s | longest, s | within ${wantedSeconds} s |`,
    '| --- | --- | --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}
