import { join } from 'node:path';
import { run } from '@taskora/base/run';
import type { KubernetesObject } from '../cluster/kubernetes-object.ts';
import { begin, everyBeginning, worldOf } from '../testing/simulation/beginnings.ts';
import { cutsOf, sameClusters, surveyOrder } from '../testing/simulation/cuts.ts';
import { play } from '../testing/simulation/scenario.ts';

/** Ten thousand take half a minute of a processor, and there are machines that do other things as well. */
jest.setTimeout(1_800_000);

/** A mock would keep what each of the schedules says. */
const { log, warn } = console;
beforeEach(() => {
  Object.assign(console, { log: () => undefined, warn: () => undefined });
});
afterEach(() => {
  Object.assign(console, { log, warn });
});

const schedules = 10_000;

const program = join(__dirname, '../testing/simulation/sweep.ts');

/** Without times and numbers by chance, which differ from run to run. */
const comparable = (objects: readonly KubernetesObject[]): string =>
  JSON.stringify(objects)
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'then')
    .replaceAll(/(?<=\bdurationSeconds\W+)[\d.e-]+/g, '0')
    .replaceAll(/(?<=\blife\W+)[0-9a-f]{16}|[0-9a-f]{8}(?:-[0-9a-f]{4,12}){4}/g, 'some');

describe('a deploy that is killed between any two requests, or beside which another runs (N5)', () => {
  it('leaves what the next one finishes: one revision deployed, nothing skipped, all recorded', async () => {
    // By itself, as `npx nx run nx-helm:crash-sweep` does: inside of Jest it takes more than twice the time.
    const { exitCode, stdout } = await run(process.execPath, [program, `--schedules=${schedules}`]);
    expect([exitCode, stdout]).toEqual([
      0,
      expect.stringMatching(/^10000 .* 0 broke an invariant$/m),
    ]);
  });

  it('is killed in these schedules so that each cluster is left that it can leave', async () => {
    const cuts = await cutsOf('clusters');
    expect(cuts.length).toBeLessThan(schedules);
    const left = await Promise.all(everyBeginning().map(sameClusters));
    expect(cuts).toHaveLength(left.flat().length);
    const label = cuts.at(-1)?.label ?? 'none';
    const { title, trace } = await play(cuts.length);
    expect(title).toContain(`${cuts.at(-1)?.moment ?? ''} request ${cuts.at(-1)?.at ?? ''} `);
    expect(trace.some((line) => line.endsWith(label))).toBe(true);
  });

  it('leaves the same cluster wherever it is killed between two requests that write', async () => {
    let compared = 0;
    for (const beginning of everyBeginning().filter((_, index) => index % 40 === 0)) {
      const clusters: string[] = [];
      for (const places of await sameClusters(beginning)) {
        const found = new Set<string>();
        for (const { at, moment } of places) {
          const world = await worldOf(beginning, surveyOrder());
          const run = begin(world, beginning);
          const victims = () => [run.actor, ...run.helms];
          const kill = (): void => victims().forEach((actor) => world.schedule.kill(actor));
          world.schedule.plan({ at, moment, victims, kill });
          await world.schedule.play();
          expect(run.end()?.kind).toBe('killed');
          found.add(`${String(world.api.hasNamespace())} ${comparable(world.api.all())}`);
        }
        expect(found.size).toBe(1);
        clusters.push(...found);
      }
      expect(new Set(clusters).size).toBe(clusters.length);
      compared += clusters.length;
    }
    expect(compared).toBeGreaterThan(100);
  });

  it('is the same schedule for the same seed, whether it is a cut or one by chance', async () => {
    for (const seed of [7, schedules]) {
      const [one, other] = [await play(seed), await play(seed)];
      expect(one.trace.length).toBeGreaterThan(20);
      expect(other).toEqual(one);
    }
  });
});
