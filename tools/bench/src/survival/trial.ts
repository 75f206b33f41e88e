import type { Person } from '../load/people.ts';
import { alike, partsOf, sorted, type Given } from './answer.ts';
import type { Case } from './cases.ts';
import { ChatReader, NoAnswerError, type Change, type Read } from './reader.ts';
import { strike } from './strike.ts';

/** Seven wishes: each kind of call that changes something, one that reads, and an undo. */
export const text =
  'add milk, eggs; rename milk to oat milk; complete eggs; move bread to 2031-05-06; add jam; list my tasks; undo';
export const callsWanted = 6;
const there = ['bread', 'tea'];

/** What there is after a turn, but for its ids and its moments. */
export interface Outcome {
  readonly shown: string;
  readonly kept: readonly string[];
  readonly calls: readonly Change[];
}

export interface Trial {
  readonly case: Case;
  /** What was otherwise than where nothing is killed; none is as it should be. */
  readonly faults: readonly string[];
  /** From the loss to the end of the answer. */
  readonly milliseconds: number;
}

async function newReader(chatbotUrl: string, { cookie }: Person): Promise<ChatReader> {
  const reader = new ChatReader(chatbotUrl, cookie);
  for (const title of there) await reader.addTask(title);
  return reader;
}

async function outcomeOf(reader: ChatReader, given: Given): Promise<Outcome> {
  const messages = await reader.messages();
  return {
    shown: alike(partsOf(given)),
    kept: messages.map(({ role, parts }) => `${role} ${alike(parts)}`),
    calls: await reader.changes(),
  };
}

/** What a turn comes to that nobody disturbs. */
export async function undisturbed(chatbotUrl: string, person: Person): Promise<Outcome> {
  const reader = await newReader(chatbotUrl, person);
  const { given } = await reader.say(text);
  const outcome = await outcomeOf(reader, given);
  const faults = faultsIn(outcome, outcome);
  if (outcome.calls.length !== callsWanted) faults.push(`${outcome.calls.length} calls`);
  if (faults.length > 0) throw new Error(`an undisturbed turn is not whole: ${faults.join(', ')}`);
  return outcome;
}

/** What is otherwise than where nothing was killed. */
export function faultsIn(outcome: Outcome, expected: Outcome): string[] {
  const faults: string[] = [];
  if (outcome.shown !== expected.shown) faults.push('the answer is another one');
  if (outcome.kept.length !== 2) faults.push(`${outcome.kept.length} messages are kept`);
  if (outcome.kept[1] !== `assistant ${outcome.shown}`) faults.push('a reload shows another one');
  if (JSON.stringify(outcome.calls) !== JSON.stringify(expected.calls))
    faults.push('the ledger has other calls');
  return faults;
}

const outputsOf = ({ chunks }: Given): string[] =>
  chunks
    .filter(({ type }) => type === 'tool-output-available')
    .map((chunk) => JSON.stringify(sorted(chunk)));

/** What was shown of a call before the loss has to be shown after it too. */
export function takenBack({ cut, given }: Read): string[] {
  const shown = new Set(outputsOf(given));
  const isGone = cut.flatMap(outputsOf).some((output) => !shown.has(output));
  return isGone ? ['what was shown was taken back'] : [];
}

interface Place {
  readonly chatbotUrl: string;
  readonly person: Person;
  readonly expected: Outcome;
}

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);

/** Says something, kills a pod where the answer comes to a point, and compares what comes of it. */
export async function attempt(tried: Case, place: Place): Promise<Trial> {
  const { chatbotUrl, person, expected } = place;
  const reader = await newReader(chatbotUrl, person);
  const { loss, ended } = await strike(tried, () => reader.say(text));
  if (loss === undefined) {
    const failure = await ended.then(
      () => [],
      (error: unknown) => [messageOf(error)],
    );
    return { case: tried, faults: ['its point was not met', ...failure], milliseconds: Number.NaN };
  }
  const following = reader.follow().catch(() => undefined);
  try {
    const read = await ended;
    const followed = await following;
    await loss.restore();
    const faults = [...faultsIn(await outcomeOf(reader, read.given), expected), ...takenBack(read)];
    if (followed !== undefined && alike(partsOf(followed)) !== expected.shown)
      faults.push('a second reader sees another one');
    return { case: tried, faults, milliseconds: read.endedAt - loss.at };
  } catch (error) {
    if (!(error instanceof NoAnswerError)) throw error;
    await loss.restore();
    return { case: tried, faults: [error.message], milliseconds: Number.NaN };
  }
}
