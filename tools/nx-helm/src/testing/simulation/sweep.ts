import { parseArgs } from 'node:util';
import type { Extent } from './cuts.ts';
import { cutsOf } from './cuts.ts';
import { play } from './scenario.ts';

const { values } = parseArgs({
  options: {
    schedules: { type: 'string', default: '10000' },
    every: { type: 'boolean', default: false },
    seed: { type: 'string' },
    most: { type: 'string', default: '10' },
  },
});

const print = (line: string): boolean => process.stdout.write(`${line}\n`);
console.log = () => undefined;
console.warn = () => undefined;

async function replay(seed: number, extent: Extent): Promise<void> {
  const { title, problem, trace } = await play(seed, extent);
  print(`seed ${seed}: ${title}`);
  for (const line of trace) print(`  ${line}`);
  print(problem ?? 'all invariants hold');
  if (problem !== undefined) process.exitCode = 1;
}

/** Some ten seconds of work each. */
const reportedEvery = 5000;

async function sweep(schedules: number, extent: Extent, most: number): Promise<void> {
  const started = performance.now();
  const cpu = process.cpuUsage();
  let broken = 0;
  for (let seed = 1; seed <= schedules; seed += 1) {
    if (seed % reportedEvery === 0) print(`${seed} of ${schedules} schedules`);
    const { title, problem } = await play(seed, extent);
    if (problem === undefined) continue;
    broken += 1;
    if (broken > most) continue;
    const options = `${extent === 'requests' ? '--every ' : ''}--seed=${seed}`;
    print(
      `seed ${seed}: ${problem}\n  ${title}\n  replay: npx nx run nx-helm:crash-sweep ${options}`,
    );
  }
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const { user, system } = process.cpuUsage(cpu);
  const ofProcessor = ((user + system) / 1e6).toFixed(1);
  print(
    `${schedules} schedules in ${seconds} s (${ofProcessor} s of processor time), ${broken} broke an invariant`,
  );
  if (broken > 0) process.exitCode = 1;
}

const extent = values.every ? 'requests' : 'clusters';
if (values.seed === undefined) {
  const cuts = (await cutsOf(extent)).length;
  const schedules = Number(values.schedules);
  const all = values.every ? cuts + schedules : schedules;
  const what = values.every
    ? 'each request before and after its answer, with each death'
    : 'each cluster that a killed run leaves';
  print(`${Math.min(cuts, all)} of ${cuts} cuts: ${what}; ${Math.max(0, all - cuts)} by chance`);
  await sweep(all, extent, Number(values.most));
} else await replay(Number(values.seed), extent);
