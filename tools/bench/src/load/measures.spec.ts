import { summary } from './answers.ts';
import { awayMeasures, type Outage } from './away.ts';
import type { Answer } from './client.ts';
import type { TimedAnswer } from './readers.ts';
import { isMet, type Measure } from './rows.ts';
import { sprayMeasures } from './spray.ts';

const answer = (result: Answer['result'], more: Partial<Answer> = {}): Answer => ({
  result,
  milliseconds: 10,
  headers: {},
  body: '',
  ...more,
});

const at = (answeredAt: number, made: Answer): TimedAnswer => ({
  ...made,
  askedAt: answeredAt - 10,
  answeredAt,
});

const busy = { headers: { 'retry-after': '2' } };
const awayPage = answer(503, { ...busy, body: 'Taskora cannot reach its accounts right now.' });

/** An outage as it is wanted, from 0 to 1000 ms. */
const wanted: Outage = {
  api: [at(500, answer(503, busy)), at(1_100, answer(200))],
  pages: [at(500, awayPage), at(1_100, answer(200))],
  endpoints: [2, 2],
  backAt: 1_000,
};

const notMet = (measures: readonly Measure[]): string[] =>
  measures.filter((each) => !isMet(each)).map(({ what }) => what);

describe('an outage of the database', () => {
  it('meets everything when errors say so and nobody is signed out', () => {
    expect(notMet(awayMeasures(wanted))).toEqual([]);
  });

  it.each<[string, Partial<Outage>, string]>([
    [
      'a page fails with 500',
      { pages: [...wanted.pages, at(600, answer(500))] },
      'pages that are neither right nor say so',
    ],
    [
      'a page leads to the sign-in',
      { pages: [...wanted.pages, at(600, answer(307))] },
      'pages that are neither right nor say so',
    ],
    [
      'a page is refused without a reason',
      { pages: [...wanted.pages, at(600, answer(503, busy))] },
      'pages that are neither right nor say so',
    ],
    ['no page was met by it', { pages: [at(500, answer(200))] }, 'pages that say so'],
    [
      'somebody has to sign in again',
      { api: [...wanted.api, at(600, answer(401))] },
      'reads that were answered with 401',
    ],
    ['nobody came back', { api: [at(500, answer(503, busy))] }, 'reads after its return'],
    ['a pod gets no requests', { endpoints: [2, 1, 2] }, 'web in the Service'],
    ['nobody counted the pods', { endpoints: [] }, 'web in the Service'],
    [
      'it fails for long after',
      { api: [...wanted.api, at(3_100, answer(503, busy))] },
      'last failed answer after its return',
    ],
  ])('does not when %s', (_what, change, measure) => {
    expect(notMet(awayMeasures({ ...wanted, ...change }))).toContain(measure);
  });
});

describe('a spray of wrong sign-ins', () => {
  const reader = summary([answer(200)]);
  const limited = [answer(401), answer(429)];

  it('meets everything when it is limited and a reader notices nothing', () => {
    expect(notMet(sprayMeasures(reader, reader, limited))).toEqual([]);
  });

  it.each<[string, Answer[], string]>([
    ['nothing was limited', [answer(401)], 'sign-ins that were limited'],
    [
      'it met no sign-in',
      [answer(404), answer(429)],
      'sign-ins that were neither refused nor limited',
    ],
    [
      'it was cut',
      [...limited, answer('ECONNRESET')],
      'sign-ins that were neither refused nor limited',
    ],
  ])('does not when %s', (_what, sprayed, measure) => {
    expect(notMet(sprayMeasures(reader, reader, sprayed))).toContain(measure);
  });

  it('does not when nobody read meanwhile', () => {
    expect(notMet(sprayMeasures(reader, summary([]), limited))).toContain(
      "reader's p95 to its rest",
    );
  });
});

describe('a figure that nobody measured', () => {
  it('is met by no bound', () => {
    const { p50, p95, p99, longest } = summary([]);
    for (const figure of [p50, p95, p99, longest]) {
      expect(isMet({ what: 'a wait', figure, unit: 'ms', atMost: 3_000 })).toBe(false);
    }
  });
});
