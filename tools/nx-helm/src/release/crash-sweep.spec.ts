import type { Played } from '../testing/simulation/scenario.ts';
import { play } from '../testing/simulation/scenario.ts';

jest.setTimeout(120_000);

beforeEach(() => {
  jest.spyOn(console, 'log').mockImplementation(() => undefined);
  jest.spyOn(console, 'warn').mockImplementation(() => undefined);
});

const schedules = 400;

const describeProblem = ({ seed, problem, title }: Played): string =>
  `${problem ?? ''} (${title}); replay: npx nx run nx-helm:crash-sweep --seed=${seed}`;

describe('a deploy that is killed between any two requests, or beside which another runs (N5)', () => {
  it('leaves what the next one finishes: one revision deployed, nothing skipped, all recorded', async () => {
    const broken: string[] = [];
    for (let seed = 1; seed <= schedules; seed += 1) {
      const played = await play(seed);
      if (played.problem !== undefined) broken.push(describeProblem(played));
    }
    expect(broken).toEqual([]);
  });

  it('is the same schedule for the same seed', async () => {
    const [one, other] = [await play(7), await play(7)];
    expect(one.trace.length).toBeGreaterThan(20);
    expect(other).toEqual(one);
  });
});
