import { releasesBehind } from './releases-behind.ts';

const roots: Record<string, string> = {
  web: 'apps/web',
  chatbot: 'apps/chatbot',
  api: 'apps/api',
  ui: 'libs/ui',
  icons: 'libs/ui/icons',
};
const edges: Record<string, string[]> = {
  web: ['ui', 'api'],
  chatbot: ['ui'],
  ui: ['icons'],
  icons: ['ui'],
};
const graph = {
  nodes: Object.fromEntries(
    Object.entries(roots).map(([name, root]) => [
      name,
      { name, type: 'lib' as const, data: { root } },
    ]),
  ),
  dependencies: Object.fromEntries(
    Object.keys(roots).map((source) => [
      source,
      (edges[source] ?? []).map((target) => ({ source, target, type: 'static' })),
    ]),
  ),
};
const releases = ['api', 'chatbot', 'web'];

describe('the releases that a saved file may roll', () => {
  it.each([
    [['apps/chatbot/src/page.tsx'], ['chatbot']],
    [['apps/api/src/main.py'], ['api', 'web']],
    [['libs/ui/icons/star.tsx'], ['chatbot', 'web']],
    [
      ['apps/chatbot/a', 'apps/api/b'],
      ['api', 'chatbot', 'web'],
    ],
  ])('of %j are %j', (files, expected) => {
    expect(releasesBehind(graph, releases, files)).toEqual(expected);
  });

  it('are all of them when the file is of no project', () => {
    expect(releasesBehind(graph, releases, ['package-lock.json'])).toEqual(releases);
  });
});
