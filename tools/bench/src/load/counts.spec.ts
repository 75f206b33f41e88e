import { spentOn, type Counters } from './processor.ts';
import { restartsBetween } from './restarts.ts';

describe('containers that were restarted', () => {
  it.each<[string, [string, number][], [string, number][], number]>([
    ['nothing happened', [['a/web', 2]], [['a/web', 2]], 0],
    [
      'one was restarted',
      [
        ['a/web', 2],
        ['b/api', 0],
      ],
      [
        ['a/web', 3],
        ['b/api', 0],
      ],
      1,
    ],
    ['a pod with a past was replaced', [['a/web', 1]], [['b/web', 0]], 0],
    [
      'one was restarted while another pod was replaced',
      [
        ['a/web', 1],
        ['b/api', 0],
      ],
      [
        ['c/web', 0],
        ['b/api', 1],
      ],
      1,
    ],
    ['a new pod was restarted', [], [['b/web', 2]], 2],
  ])('are counted when %s', (_what, before, after, restarts) => {
    expect(restartsBetween(new Map(before), new Map(after))).toBe(restarts);
  });
});

describe('the processor time that load adds', () => {
  const counters = (...read: [container: string, at: number, milliseconds: number][]): Counters =>
    new Map(read.map(([container, at, milliseconds]) => [container, { at, milliseconds }]));
  const restBegan = counters(['a/web', 0, 100], ['b/web', 5_000, 0]);
  const loadBegan = counters(['a/web', 60_000, 220], ['b/web', 55_000, 50]);

  it('is what was used beyond rest, for as long as each counter ran', () => {
    const ended = counters(['a/web', 160_000, 5_220], ['b/web', 175_000, 4_050]);
    // a: 2 ms a second at rest, 100 s of load; b: 1 ms a second at rest, 120 s of load.
    expect(spentOn(restBegan, loadBegan, ended)).toEqual({
      milliseconds: 9_000,
      added: 9_000 - 200 - 120,
      restPerSecond: 3,
    });
  });

  it('is nothing when load costs no more than rest', () => {
    const ended = counters(['a/web', 120_000, 340], ['b/web', 105_000, 100]);
    expect(spentOn(restBegan, loadBegan, ended).added).toBe(0);
  });

  it.each<[string, Counters]>([
    ['a pod was replaced', counters(['a/web', 160_000, 5_220], ['c/web', 175_000, 4_050])],
    [
      'a pod was added',
      counters(['a/web', 160_000, 5_220], ['b/web', 175_000, 4_050], ['c/web', 175_000, 1]),
    ],
    ['a container was restarted', counters(['a/web', 160_000, 5_220], ['b/web', 175_000, 10])],
    ['a counter was not read anew', counters(['a/web', 60_000, 220], ['b/web', 175_000, 4_050])],
    ['there are no counters', counters()],
  ])('is not known when %s', (_what, ended) => {
    expect(spentOn(restBegan, loadBegan, ended).added).toBeNaN();
  });
});
