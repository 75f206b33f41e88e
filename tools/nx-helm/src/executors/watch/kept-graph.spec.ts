import { keepGraph } from './kept-graph.ts';

/** Numbers for graphs, of which the first is there already; an error is one that cannot be made. */
function counted(...made: readonly (number | Error)[]) {
  const left = [...made];
  const make = jest.fn(() => {
    const next = left.shift();
    return next instanceof Error ? Promise.reject(next) : Promise.resolve(next ?? Number.NaN);
  });
  return { make, graph: keepGraph(0, make) };
}

describe('the project graph of a watch (N1)', () => {
  it('is kept while only sources are saved, old and new ones', async () => {
    const { make, graph } = counted();
    expect(await graph.for(['apps/web/src/page.tsx'])).toBe(0);
    expect(await graph.for(['apps/web/src/new/view.tsx', 'apps/api/src/main.py'])).toBe(0);
    expect(make).not.toHaveBeenCalled();
  });

  it.each([
    'nx.json',
    'apps/new/project.json',
    'libs/ui/package.json',
    'tsconfig.base.json',
    'apps/web/tsconfig.app.json',
    'package-lock.json',
    'apps/web/chart/Chart.yaml',
    'apps/web/Dockerfile',
    'apps/api/pyproject.toml',
    'apps/web/next.config.mjs',
    '.nxignore',
  ])('is made anew for %s, before anything is decided by it', async (file) => {
    const { graph } = counted(1);
    expect(await graph.for(['apps/web/src/page.tsx', file])).toBe(1);
    expect(await graph.for(['apps/web/src/page.tsx'])).toBe(1);
  });

  it('has the edges of the saves before, whose renewal is waited for', async () => {
    const { graph } = counted(1);
    graph.renew();
    expect(await graph.for(['libs/ui/src/icon.tsx'])).toBe(1);
  });

  it('that could not be made is made again for the next save, which is told', async () => {
    const { make, graph } = counted(new Error('broken'), new Error('still broken'), 3);
    graph.renew();
    await expect(graph.for(['apps/web/project.json'])).rejects.toThrow('still broken');
    expect(await graph.for(['apps/web/src/page.tsx'])).toBe(3);
    expect(make).toHaveBeenCalledTimes(3);
  });
});
