import { parseArgs } from 'node:util';
import { play } from './scenario.ts';

const { values } = parseArgs({
  options: {
    schedules: { type: 'string', default: '10000' },
    seed: { type: 'string' },
    most: { type: 'string', default: '10' },
  },
});

const print = (line: string): boolean => process.stdout.write(`${line}\n`);
console.log = () => undefined;
console.warn = () => undefined;

async function replay(seed: number): Promise<void> {
  const { title, problem, trace } = await play(seed);
  print(`seed ${seed}: ${title}`);
  for (const line of trace) print(`  ${line}`);
  print(problem ?? 'all invariants hold');
  if (problem !== undefined) process.exitCode = 1;
}

async function sweep(schedules: number, most: number): Promise<void> {
  const started = performance.now();
  let broken = 0;
  for (let seed = 1; seed <= schedules; seed += 1) {
    const { title, problem } = await play(seed);
    if (problem === undefined) continue;
    broken += 1;
    if (broken <= most) print(`seed ${seed}: ${problem}\n  ${title}`);
  }
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  print(`${schedules} schedules in ${seconds} s, ${broken} broke an invariant`);
  if (broken > 0) process.exitCode = 1;
}

if (values.seed === undefined) await sweep(Number(values.schedules), Number(values.most));
else await replay(Number(values.seed));
