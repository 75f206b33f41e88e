import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createAccountFixture, type AccountFixture } from '../testing/account-fixture.ts';
import { createGate } from '../testing/database.ts';
import { cookieOf, password, signUp } from '../testing/front-end.ts';

let fixture: AccountFixture;

beforeAll(async () => {
  fixture = await createAccountFixture();
});

afterAll(() => fixture.close());

describe('signing out', () => {
  it('while the database is away is refused and keeps the cookie, for the session lives on', async () => {
    const cookie = await signUp(fixture.frontEnd, 'away@example.com');
    const gate = await createGate(fixture.database.url);
    const cut = fixture.open({ DATABASE_URL: gate.url });
    const answer = await fixture.post({ path: '/sign-out', cookie }, cut);
    expect(answer.status).toBe(503);
    expect(answer.headers.get('retry-after')).toBe('2');
    expect(answer.headers.getSetCookie()).toEqual([]);
    await gate.open();
    try {
      const headers = new Headers({ cookie });
      expect(await cut.getVisitor(headers)).toMatchObject({ user: { email: 'away@example.com' } });
      const again = await fixture.post({ path: '/sign-out', cookie }, cut);
      expect(again.status).toBe(200);
      expect(again.headers.getSetCookie().join()).toMatch(/session_token=;/);
      expect(await cut.getVisitor(headers)).toBeNull();
    } finally {
      await gate.shut();
    }
  });

  it('is not said to be done when the session could not be ended', async () => {
    const cookie = await signUp(fixture.frontEnd, 'stuck@example.com');
    await fixture.database.query('alter table auth.session rename to session_elsewhere');
    try {
      const answer = await fixture.post({ path: '/sign-out', cookie });
      expect(answer.status).toBe(503);
      expect(answer.headers.getSetCookie()).toEqual([]);
    } finally {
      await fixture.database.query('alter table auth.session_elsewhere rename to session');
    }
  });

  it('ends one session and no other, and without one there is nothing to end', async () => {
    const email = 'two@example.com';
    const first = await signUp(fixture.frontEnd, email);
    const body = { email, password };
    const second = cookieOf(await fixture.post({ path: '/sign-in/email', body }));
    expect((await fixture.post({ path: '/sign-out', cookie: first })).status).toBe(200);
    expect(await fixture.frontEnd.getVisitor(new Headers({ cookie: first }))).toBeNull();
    expect(await fixture.frontEnd.getVisitor(new Headers({ cookie: second }))).not.toBeNull();
    expect((await fixture.post({ path: '/sign-out' })).status).toBe(200);
  });
});
