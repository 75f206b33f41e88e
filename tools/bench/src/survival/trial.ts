import type { Person } from '../load/people.ts';
import { alike, partsOf, type Given } from './answer.ts';
import type { Case } from './cases.ts';
import { faultsIn, takenBack, type Outcome, type Trial } from './outcome.ts';
import { ChatReader, NoAnswerError } from './reader.ts';
import { strike } from './strike.ts';

/** Seven requests: each kind of call that changes something, one that reads, and an undo. */
const text =
  'add milk, eggs; rename milk to oat milk; complete eggs; move bread to 2031-05-06; add jam; list my tasks; undo';
const callsWanted = 6;
const there = ['bread', 'tea'];

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

interface Place {
  readonly chatbotUrl: string;
  readonly person: Person;
  readonly expected: Outcome;
}

const otherwise = 'a second reader sees another one';
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
  // Undefined where no answer is being made when it comes; it has what a reload shows then.
  const following = reader.follow().then(
    (given) => (given === undefined || alike(partsOf(given)) === expected.shown ? [] : [otherwise]),
    (error: unknown) => [`a second reader: ${messageOf(error)}`],
  );
  try {
    const read = await ended;
    const faults = await following;
    await loss.restore();
    const outcome = await outcomeOf(reader, read.given);
    faults.push(...faultsIn(outcome, expected), ...takenBack(read));
    return { case: tried, faults, milliseconds: read.endedAt - loss.at };
  } catch (error) {
    if (!(error instanceof NoAnswerError)) throw error;
    await loss.restore();
    return { case: tried, faults: [error.message], milliseconds: Number.NaN };
  }
}
