import { nextPageOf, withNext } from './next-page.ts';

describe('the page after signing in (A1)', () => {
  it('is the one on which a program or an invitation waits, or the tasks', () => {
    expect(nextPageOf('/join?invitation=tski_a')).toBe('/join?invitation=tski_a');
    expect(nextPageOf('/connect?client_id=a&sig=b')).toBe('/connect?client_id=a&sig=b');
    expect(nextPageOf(undefined)).toBe('/tasks');
  });

  it.each([
    'https://evil.example/connect?',
    '//evil.example/connect?',
    '/\\evil.example',
    '/account',
    '/connect.evil.example',
    '/join.evil.example',
    '/join',
    ['/connect?a'],
  ])('is nowhere else: %s', (wanted) => {
    expect(nextPageOf(wanted)).toBe('/tasks');
  });

  it('is handed from one page of accounts to the other', () => {
    expect(withNext('/sign-up', '/tasks')).toBe('/sign-up');
    const link = new URL(withNext('/sign-up', '/connect?a=1&b=2'), 'http://localhost');
    expect(link.pathname).toBe('/sign-up');
    expect(nextPageOf(link.searchParams.get('next') ?? '')).toBe('/connect?a=1&b=2');
  });
});
