import { randomUUID } from 'node:crypto';
import type { Person } from '../load/people.ts';
import { waitFor } from '../wait-for.ts';
import { alike, partsOf, sorted, type Given } from './answer.ts';
import type { Case, Victim } from './cases.ts';
import { killContainer, order, reached, readyPods, replace, withdraw, type Pod } from './pods.ts';
import { ChatReader, type Change, type Read } from './reader.ts';

/** Seven wishes: each kind of call that changes something, one that reads, and an undo. */
export const text =
  'add milk, eggs; rename milk to oat milk; complete eggs; move bread to 2031-05-06; add jam; list my tasks; undo';
export const callsWanted = 6;
const there = ['bread', 'tea'];
const standSeconds = 30;

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

interface Standing {
  readonly pod: Pod;
  readonly peer: string | null;
}

/** The pod that is to be killed: the one that stands still, the database, or the one whose request that is at. */
function targetOf(victim: Victim, { pod, peer }: Standing, targets: readonly Pod[]): Pod {
  if (victim === 'api') return pod;
  const found = targets.find(({ address }) => victim === 'database' || address === peer);
  if (found === undefined) throw new Error(`no pod of ${victim} has the address ${peer}`);
  return found;
}

/** Says something, kills a pod where the answer comes to a point, and compares what comes of it. */
export async function attempt(tried: Case, place: Place): Promise<Trial> {
  const { chatbotUrl, person, expected } = place;
  const [pods, targets] = await Promise.all([readyPods('api'), readyPods(tried.victim)]);
  const reader = await newReader(chatbotUrl, person);
  const ordered = { id: randomUUID(), point: tried.point, number: tried.number };
  for (const pod of pods) order(pod, ordered);
  const faults: string[] = [];
  const saying = reader.say(text).catch((error: unknown) => {
    faults.push(error instanceof Error ? error.message : String(error));
    return undefined;
  });
  let standing: Standing | undefined;
  let hasEnded = false;
  void saying.then(() => (hasEnded = true));
  const findStanding = (): boolean => {
    for (const pod of pods) {
      const found = reached(pod, ordered);
      if (found !== undefined) standing = { pod, peer: found.peer };
    }
    return standing !== undefined || hasEnded;
  };
  await waitFor(findStanding, standSeconds, `no pod comes to where ${tried.point}`);
  if (standing === undefined) {
    for (const pod of pods) withdraw(pod);
    return { case: tried, faults: [...faults, 'its point was not met'], milliseconds: Number.NaN };
  }
  const { pod: stopped } = standing;
  for (const pod of pods) if (pod !== stopped) withdraw(pod);
  const target = targetOf(tried.victim, standing, targets);
  const following = reader.follow().catch(() => undefined);
  await killContainer(target);
  const lostAt = performance.now();
  withdraw(stopped);
  const read = await saying;
  const milliseconds = read === undefined ? Number.NaN : read.endedAt - lostAt;
  const followed = await following;
  await replace(target, { atOnce: tried.victim !== 'database' });
  await readyPods(tried.victim);
  if (read !== undefined) {
    const outcome = await outcomeOf(reader, read.given);
    faults.push(...faultsIn(outcome, expected), ...takenBack(read));
    if (followed !== undefined && alike(partsOf(followed)) !== expected.shown)
      faults.push('a second reader sees another one');
  }
  return { case: tried, faults, milliseconds };
}
