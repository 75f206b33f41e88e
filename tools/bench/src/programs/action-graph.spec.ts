import { actionCosts, totalCosts } from './action-graph.ts';

const graph = JSON.stringify([
  { ID: 0, Mode: 'go build', Package: '' },
  { ID: 1, Mode: 'link', Package: 'example/cmd', CmdReal: 3e9, CmdUser: 1.5e9, CmdSys: 0.5e9 },
  { ID: 2, Mode: 'build', Package: 'example/cmd', CmdReal: 1e9, CmdUser: 0.75e9, CmdSys: 0.25e9 },
  { ID: 3, Mode: 'build', Package: 'fmt', CmdReal: 9e9, CmdUser: 2e9 },
  { ID: 4, Mode: 'build', Package: 'in/the/cache' },
  { ID: 5, Mode: 'build check cache', Package: 'fmt' },
]);

describe('what Go says of a build (N8)', () => {
  it('is the processor time of compiler and linker, without what was in the cache', () => {
    expect(actionCosts(graph)).toEqual({
      compiled: 2,
      compileSeconds: 3,
      linked: 1,
      linkSeconds: 2,
    });
  });

  it('adds up over the builds of a folder', () => {
    expect(totalCosts([actionCosts(graph), actionCosts(graph)])).toEqual({
      compiled: 4,
      compileSeconds: 6,
      linked: 2,
      linkSeconds: 4,
    });
    expect(totalCosts([])).toMatchObject({ compiled: 0, linkSeconds: 0 });
  });

  it('is refused where it is no list of steps', () => {
    expect(() => actionCosts('{}')).toThrow();
  });
});
