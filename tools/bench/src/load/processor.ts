/** What a container had used by the moment at which its counter was read. */
export interface Used {
  readonly at: number;
  readonly milliseconds: number;
}

/** Counters by the pod that a container belongs to, and its name. */
export type Counters = ReadonlyMap<string, Used>;

export interface Spent {
  /** What was used, whatever for. */
  readonly milliseconds: number;
  /** What was used beyond what the same containers use at rest in the same time. */
  readonly added: number;
  /** What all of them use in a second of rest. */
  readonly restPerSecond: number;
}

const nothingKnown: Spent = { milliseconds: NaN, added: NaN, restPerSecond: NaN };

/** Undefined for counters that stand still or went back: those are of other containers. */
function between(before: Used, after: Used | undefined): Used | undefined {
  if (after === undefined) return undefined;
  const used = { at: after.at - before.at, milliseconds: after.milliseconds - before.milliseconds };
  return used.at > 0 && used.milliseconds >= 0 ? used : undefined;
}

/**
 * What load adds to containers that also answer probes and run timers when nobody asks anything. Three
 * reads of the same counters: when rest began, when load began, and when it was over. Each counter
 * says when it was read, so rest is taken off for exactly as long as was counted. Nothing is known
 * when there are other containers at the end than at the beginning.
 */
export function spentOn(restBegan: Counters, loadBegan: Counters, loadEnded: Counters): Spent {
  const spent = { milliseconds: 0, added: 0, restPerSecond: 0 };
  if (restBegan.size === 0 || loadEnded.size !== restBegan.size) return nothingKnown;
  for (const [container, began] of restBegan) {
    const atRest = between(began, loadBegan.get(container));
    const load = between(loadBegan.get(container) ?? began, loadEnded.get(container));
    if (atRest === undefined || load === undefined) return nothingKnown;
    const restPerMillisecond = atRest.milliseconds / atRest.at;
    spent.milliseconds += load.milliseconds;
    spent.added += load.milliseconds - restPerMillisecond * load.at;
    spent.restPerSecond += restPerMillisecond * 1000;
  }
  return spent;
}
