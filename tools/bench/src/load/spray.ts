import type { Answers } from './answers.ts';
import type { Answer } from './client.ts';
import type { Measure } from './rows.ts';

const isLimited = ({ result, headers }: Answer): boolean =>
  result === 429 || (result === 503 && headers['retry-after'] !== undefined);

/** A spray that reached nobody who counts it says nothing of how others fared meanwhile. */
export function sprayMeasures(
  rest: Answers,
  reader: Answers,
  sprayed: readonly Answer[],
): Measure[] {
  return [
    { what: 'failed reads', figure: reader.failed, unit: 'requests', atMost: 0 },
    { what: "reader's p95 to its rest", figure: reader.p95 / rest.p95, unit: 'times', atMost: 2 },
    {
      what: 'sign-ins that were limited',
      figure: sprayed.filter(isLimited).length,
      unit: 'requests',
      atLeast: 1,
    },
    {
      what: 'sign-ins that were neither refused nor limited',
      figure: sprayed.filter((answer) => answer.result !== 401 && !isLimited(answer)).length,
      unit: 'requests',
      atMost: 0,
    },
  ];
}
