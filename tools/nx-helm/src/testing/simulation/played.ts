import type { Version } from './versions.ts';
import type { SimulatedRun, World } from './world.ts';

/** Plays until nobody asks any more; what the run has done, or the message of its error. */
export async function endOf(world: World, run: SimulatedRun): Promise<string> {
  await world.schedule.play();
  const end = run.end();
  if (end?.kind === 'failed' || end?.kind === 'rolled-back') return end.error.message;
  return end?.kind === 'done' ? end.outcome.action : (end?.kind ?? 'it hangs');
}

/** A person's own Helm, to its end. */
export async function byHand(world: World, ...args: readonly string[]): Promise<void> {
  world.startHelm(args);
  await world.schedule.play();
}

/** A deploy that is killed with its Helm when the cluster has done what is called so. */
export async function killedAfter(
  world: World,
  at: string,
  version: Version,
): Promise<SimulatedRun> {
  const run = world.startDeploy(version);
  const victims = () => [run.actor, ...run.helms];
  const kill = (): void => victims().forEach((actor) => world.schedule.kill(actor));
  world.schedule.plan({ at, moment: 'after', victims, kill });
  await world.schedule.play();
  world.schedule.plan(undefined);
  if (run.end()?.kind !== 'killed') throw new Error(`nothing asks for "${at}"`);
  return run;
}
