import { inTurn, PLAN_NAMES, PLANS } from './plans.ts';

describe('plans of a build (N8)', () => {
  it('begin with how the programs are built', () => {
    expect(PLANS[PLAN_NAMES[0] ?? 'one-call']).toEqual({
      environment: {},
      flags: [],
      calls: 'each',
    });
  });

  it('differ from it in one thing each', () => {
    const { 'as-built': asBuilt, ...others } = PLANS;
    for (const plan of Object.values(others)) {
      const changed = Object.entries(plan).filter(
        ([key, value]) =>
          JSON.stringify(value) !== JSON.stringify(asBuilt[key as keyof typeof asBuilt]),
      );
      expect(changed).toHaveLength(1);
    }
  });

  it('take turns, each as often as the others and as often first', () => {
    expect(inTurn(['a', 'b'], 2)).toEqual(['a', 'b', 'b', 'a']);
    expect(inTurn(['a'], 3)).toEqual(['a', 'a', 'a']);
  });
});
