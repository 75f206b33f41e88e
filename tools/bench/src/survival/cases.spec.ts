import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from '@taskora/dev/environment';
import { browserCases, casesOf, namedCases, shortCases, victims } from './cases.ts';

const points = { 'a call is noted': 7, 'the turn begins': 1 };

describe('the cases of a kill matrix', () => {
  it('are each point with each victim, in the middle of what happens often', () => {
    expect(casesOf(points, { only: ['api', 'database'] })).toEqual([
      { victim: 'api', point: 'a call is noted', number: 4 },
      { victim: 'api', point: 'the turn begins', number: 1 },
      { victim: 'database', point: 'a call is noted', number: 4 },
      { victim: 'database', point: 'the turn begins', number: 1 },
    ]);
    const chosen = casesOf(points, { only: victims, at: ['the turn begins'] });
    expect(chosen.map(({ victim }) => victim)).toEqual([...victims]);
  });

  it('are refused where a turn has no such point', () => {
    const at = ['the tea is ready'];
    expect(() => casesOf(points, { only: ['api'], at })).toThrow(/no point at which the tea/u);
  });

  it.each([
    ['the short form', shortCases],
    ['the browser', browserCases],
  ])('of %s are of every victim, at points that there are', (_form, named) => {
    const path = join(workspaceRoot, 'apps', 'api', 'tests', 'support', 'kill_points.py');
    const names = readFileSync(path, 'utf8').matchAll(/^ {4}"(.+)": Point\(/gmu);
    const known = Object.fromEntries([...names].map(([, name]) => [name, 1]));
    expect(Object.keys(known).length).toBeGreaterThanOrEqual(20);
    const cases = namedCases(known, named);
    expect(new Set(cases.map(({ victim }) => victim))).toEqual(new Set(victims));
  });
});
