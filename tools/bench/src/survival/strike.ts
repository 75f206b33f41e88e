import { randomUUID } from 'node:crypto';
import { waitFor } from '../wait-for.ts';
import type { Case, Victim } from './cases.ts';
import { killContainer, order, reached, readyPods, replace, withdraw, type Pod } from './pods.ts';

/** For a turn to come to its point; a browser has to be started first. */
const standSeconds = 60;

interface Standing {
  readonly pod: Pod;
  /** Whose request it is at. */
  readonly peer: string | null;
}

/** A loss: when it was, and what puts another pod in the place of the one that was killed. */
export interface Loss {
  /** By `performance.now()`. */
  readonly at: number;
  restore(): Promise<void>;
}

/** The pod that is to be killed: the one that stands still, the database, or the one whose request that is at. */
function targetOf(victim: Victim, { pod, peer }: Standing, targets: readonly Pod[]): Pod {
  if (victim === 'api') return pod;
  const found = targets.find(({ address }) => victim === 'database' || address === peer);
  if (found === undefined) throw new Error(`no pod of ${victim} has the address ${peer}`);
  return found;
}

function findStanding(pods: readonly Pod[], id: string): Standing | undefined {
  for (const pod of pods) {
    const found = reached(pod, id);
    if (found !== undefined) return { pod, peer: found.peer };
  }
  return undefined;
}

/**
 * Kills a pod where the turn comes to a point that `begin` begins; undefined where that has ended without
 * coming to it.
 */
export async function strike<Ended>(
  { victim, point, number }: Case,
  begin: () => Promise<Ended>,
): Promise<{ readonly loss: Loss | undefined; readonly ended: Promise<Ended> }> {
  const [pods, targets] = await Promise.all([readyPods('api'), readyPods(victim)]);
  const id = randomUUID();
  for (const pod of pods) order(pod, { id, point, number });
  try {
    let hasEnded = false;
    const ended = begin().finally(() => (hasEnded = true));
    // Whoever awaits it gets its failure.
    ended.catch(() => undefined);
    let standing: Standing | undefined;
    const isThere = (): boolean => {
      standing = findStanding(pods, id);
      return standing !== undefined || hasEnded;
    };
    await waitFor(isThere, standSeconds, `no pod comes to where ${point}`);
    if (standing === undefined) return { loss: undefined, ended };
    // Nobody who goes on with the turn stands still there.
    for (const pod of pods) if (pod !== standing.pod) withdraw(pod);
    const target = targetOf(victim, standing, targets);
    await killContainer(target);
    const restore = async (): Promise<void> => {
      await replace(target, { atOnce: victim !== 'database' });
      await readyPods(victim);
    };
    return { loss: { at: performance.now(), restore }, ended };
  } finally {
    for (const pod of pods) withdraw(pod);
  }
}
