import { isOutdatedPage, takeReload } from './outdated-page.ts';

function named(name: string, message: string): Error {
  return Object.assign(new Error(message), { name });
}

it.each([
  named('ChunkLoadError', 'Failed to load chunk /_next/static/chunks/a.js from module 1'),
  named('Error', 'Failed to load chunk /_next/static/chunks/a.css'),
  named('TypeError', 'Failed to fetch dynamically imported module: https://example.org/a.js'),
  named('TypeError', 'Importing a module script failed.'),
])('knows that the page is older than the server: %s', (error) => {
  expect(isOutdatedPage(error)).toBe(true);
});

it('takes no other error for that', () => {
  expect(isOutdatedPage(named('TypeError', 'x is undefined'))).toBe(false);
});

it('loads the page anew once, and again only for a later rollout', () => {
  sessionStorage.clear();
  expect([takeReload(100_000), takeReload(101_000), takeReload(140_000)]).toEqual([
    true,
    false,
    true,
  ]);
});
