import { isSuccess } from './answers.ts';
import type { Answer } from './client.ts';
import type { TimedAnswer } from './readers.ts';
import type { Measure } from './rows.ts';

/** What somebody with a valid session saw of an outage, and how many pods of web got requests in it. */
export interface Outage {
  readonly api: readonly TimedAnswer[];
  readonly pages: readonly TimedAnswer[];
  readonly endpoints: readonly number[];
  readonly backAt: number;
}

/** Says that it is not there now, and when to come back; or is what it always is. */
const isHonest = ({ result, headers }: Answer): boolean =>
  result === 200 || (result === 503 && headers['retry-after'] !== undefined);

const saysSo = ({ result, body }: Answer): boolean =>
  result === 503 && body.includes('cannot reach its accounts');

/** How long after a moment the last answer came that was no success; 0 when there was none. */
export function lastFailureAfter(moment: number, answers: readonly TimedAnswer[]): number {
  const failed = answers.filter((answer) => !isSuccess(answer));
  return Math.max(0, ...failed.map(({ answeredAt }) => answeredAt - moment));
}

/** Without an outage, or without anybody who asked, nothing of it is met. */
export function awayMeasures({ api, pages, endpoints, backAt }: Outage): Measure[] {
  const all = [...api, ...pages];
  const requests = (what: string, found: readonly Answer[], bound: Partial<Measure>): Measure => ({
    what,
    figure: found.length,
    unit: 'requests',
    ...bound,
  });
  return [
    requests(
      'answers that are neither right nor 503 with Retry-After',
      all.filter((answer) => !isHonest(answer)),
      { atMost: 0 },
    ),
    requests(
      'pages that are neither right nor say so',
      pages.filter((page) => page.result !== 200 && !saysSo(page)),
      { atMost: 0 },
    ),
    requests('pages that say so', pages.filter(saysSo), { atLeast: 1 }),
    {
      what: 'web in the Service',
      figure: endpoints.length === 0 ? 0 : Math.min(...endpoints),
      unit: 'pods',
      atLeast: 2,
    },
    {
      what: 'last failed answer after its return',
      figure: lastFailureAfter(backAt, all),
      unit: 'ms',
      atMost: 2_000,
    },
    requests(
      'reads that were answered with 401',
      api.filter(({ result }) => result === 401),
      { atMost: 0 },
    ),
    requests(
      'reads after its return',
      api.filter((answer) => answer.answeredAt > backAt && isSuccess(answer)),
      { atLeast: 1 },
    ),
  ];
}
