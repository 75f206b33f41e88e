import { UserError } from '@taskora/base/errors';

/** What is killed: the pod that makes the answer, the database, or the pod of the page that carries the answer. */
export const victims = ['api', 'database', 'chatbot'] as const;
export type Victim = (typeof victims)[number];

/** A point of a turn, and at which of its times something is killed. */
export interface Case {
  readonly victim: Victim;
  readonly point: string;
  readonly number: number;
}

/** How often a turn is at most at each of the points, by their names. */
export type Points = Readonly<Record<string, number>>;

/**
 * Of the short form: before anything is kept, where what a call did and what is said of it have to be one,
 * and where only the reader lacks the end.
 */
export const shortCases: readonly (readonly [Victim, string])[] = [
  ['api', 'the message is committed'],
  ['api', 'a change is committed'],
  ['database', 'an addition is to be committed'],
  ['chatbot', 'a chunk is sent'],
];

/** In a browser, at points that nothing but a turn comes to. */
export const browserCases: typeof shortCases = [
  ['api', 'a call is noted'],
  ['database', 'what was decided is written'],
  ['chatbot', 'a chunk is sent'],
];

/** In the middle of what a turn does often. */
const numberOf = (most: number): number => Math.ceil(most / 2);

function caseOf(points: Points, victim: Victim, point: string): Case {
  const most = points[point];
  if (most !== undefined) return { victim, point, number: numberOf(most) };
  throw new UserError(
    'USAGE',
    `a turn has no point at which ${point}`,
    `run this command again with some of --points=${Object.keys(points).join(',')}`,
  );
}

export const casesOf = (
  points: Points,
  { only, at }: { readonly only: readonly Victim[]; readonly at?: readonly string[] | undefined },
): Case[] =>
  only.flatMap((victim) =>
    (at ?? Object.keys(points)).map((point) => caseOf(points, victim, point)),
  );

export const namedCases = (points: Points, named: typeof shortCases): Case[] =>
  named.map(([victim, point]) => caseOf(points, victim, point));
