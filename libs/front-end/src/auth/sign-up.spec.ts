import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createAccountFixture, type AccountFixture } from '../testing/account-fixture.ts';
import { cookieOf, password, signUp } from '../testing/front-end.ts';

let fixture: AccountFixture;

afterEach(() => fixture.close());

const attempt = (email: string, invitation?: string, on = fixture.frontEnd) =>
  fixture.post(
    {
      path: '/sign-up/email',
      body: { name: 'A', email, password, ...(invitation !== undefined && { invitation }) },
    },
    on,
  );

async function codeOf(response: Response): Promise<[number, unknown]> {
  const body: unknown = await response.json();
  return [response.status, Reflect.get(Object(body), 'code')];
}

async function invite(cookie: string): Promise<string> {
  const answer = await fixture.post({
    path: '/invitations/create',
    body: { label: 'Bob' },
    cookie,
  });
  expect(answer.status).toBe(200);
  const { link } = (await answer.json()) as { link: string };
  return new URL(link).searchParams.get('invitation') ?? '';
}

async function invitationsOf(cookie: string) {
  const account = await fixture.frontEnd.getAccount(new Headers({ cookie }));
  if (account === null || account === 'unavailable') throw new Error('nobody is signed in');
  return account.invitations;
}

const countAccounts = async () =>
  (await fixture.database.query('select 1 from auth."user"')).rowCount;

describe('a closed sign-up (A1)', () => {
  beforeEach(async () => {
    fixture = await createAccountFixture({ SIGN_UP: 'closed' });
  });

  it('makes the first account and no other', async () => {
    expect(await fixture.frontEnd.getSignUpState()).toBe('first');
    await signUp(fixture.frontEnd, 'first@example.com');
    expect(await fixture.frontEnd.getSignUpState()).toBe('closed');
    expect(await codeOf(await attempt('second@example.com'))).toEqual([403, 'SIGN_UP_CLOSED']);
    expect(await countAccounts()).toBe(1);
  });

  it('makes exactly one first account of several at once', async () => {
    const names = ['a', 'b', 'c', 'd'];
    const answers = await Promise.all(
      names.map((name) => attempt(`${name}@example.com`, undefined, fixture.open())),
    );
    const codes = await Promise.all(answers.filter(({ ok }) => !ok).map(codeOf));
    expect(codes.map(([, code]) => code)).toEqual(names.slice(1).map(() => 'SIGN_UP_CLOSED'));
    expect(await countAccounts()).toBe(1);
  });

  it('does not tell which addresses have an account', async () => {
    await signUp(fixture.frontEnd, 'known@example.com');
    const answers = [await attempt('known@example.com'), await attempt('unknown@example.com')];
    const [known, unknown] = await Promise.all(answers.map((each) => each.text()));
    expect(known).toBe(unknown);
  });

  it('knows no invitations', async () => {
    const cookie = await signUp(fixture.frontEnd, 'owner@example.com');
    expect(await invitationsOf(cookie)).toBeNull();
    const answer = await fixture.post({ path: '/invitations/create', cookie });
    expect(await codeOf(answer)).toEqual([403, 'MAY_NOT_INVITE']);
  });

  it('cannot be passed by an account that says how it came to be', async () => {
    await signUp(fixture.frontEnd, 'owner@example.com');
    const body = { name: 'A', email: 'eve@example.com', password, admission: 'invitation:x' };
    expect((await fixture.post({ path: '/sign-up/email', body })).status).toBe(403);
    expect(await countAccounts()).toBe(1);
  });
});

describe('a sign-up by invitation (A1)', () => {
  let owner: string;

  beforeEach(async () => {
    fixture = await createAccountFixture({ SIGN_UP: 'invitation' });
    owner = await signUp(fixture.frontEnd, 'owner@example.com');
  });

  it('needs one', async () => {
    expect(await fixture.frontEnd.getSignUpState()).toBe('invitation-needed');
    expect(await codeOf(await attempt('eve@example.com'))).toEqual([403, 'INVITATION_NEEDED']);
    const madeUp = await attempt('eve@example.com', 'made up');
    expect(await codeOf(madeUp)).toEqual([403, 'INVITATION_INVALID']);
  });

  it('makes one account of it, and lists whose that is', async () => {
    const token = await invite(owner);
    expect(await fixture.frontEnd.getSignUpState(token)).toBe('invited');
    expect(await invitationsOf(owner)).toMatchObject([{ label: 'Bob', usedBy: null }]);
    expect((await attempt('bob@example.com', token)).status).toBe(200);
    expect(await invitationsOf(owner)).toMatchObject([{ usedBy: 'bob@example.com' }]);
    expect(await fixture.frontEnd.getSignUpState(token)).toBe('invitation-invalid');
    const again = await attempt('eve@example.com', token);
    expect(await codeOf(again)).toEqual([403, 'INVITATION_INVALID']);
  });

  it('makes one account of it also when several use it at once', async () => {
    const token = await invite(owner);
    const names = ['a', 'b', 'c', 'd'];
    const answers = await Promise.all(
      names.map((name) => attempt(`${name}@example.com`, token, fixture.open())),
    );
    const codes = await Promise.all(answers.filter(({ ok }) => !ok).map(codeOf));
    expect(codes.map(([, code]) => code)).toEqual(names.slice(1).map(() => 'INVITATION_INVALID'));
    expect(await countAccounts()).toBe(2);
  });

  it('lets the database have the last say: two accounts never have one admission', async () => {
    await attempt('bob@example.com', await invite(owner));
    for (const email of ['owner@example.com', 'bob@example.com']) {
      const copy = `update auth."user" set admission =
        (select admission from auth."user" where email = '${email}' and admission is not null)`;
      await expect(fixture.database.query(copy)).rejects.toThrow(/unique/);
    }
  });

  it('is not spent by an attempt that made no account', async () => {
    const token = await invite(owner);
    const body = { name: 'A', email: 'bob@example.com', password: 'short', invitation: token };
    expect((await fixture.post({ path: '/sign-up/email', body })).status).toBe(400);
    expect((await attempt('bob@example.com', token)).status).toBe(200);
  });

  it('does not take one that was revoked or is too old', async () => {
    const revoked = await invite(owner);
    const [invitation] = (await invitationsOf(owner)) ?? [];
    const body = { id: invitation?.id };
    await fixture.post({ path: '/invitations/revoke', body, cookie: owner });
    expect(await codeOf(await attempt('bob@example.com', revoked))).toEqual([
      403,
      'INVITATION_INVALID',
    ]);
    const old = await invite(owner);
    await fixture.database.query(`update auth.invitation set "expiresAt" = now()`);
    expect(await codeOf(await attempt('bob@example.com', old))).toEqual([
      403,
      'INVITATION_INVALID',
    ]);
  });

  it('keeps of a link only its hash', async () => {
    const token = await invite(owner);
    const { rows } = await fixture.database.query('select * from auth.invitation');
    expect(JSON.stringify(rows)).not.toContain(token);
  });

  it('lets the first account invite, and nobody else', async () => {
    await attempt('bob@example.com', await invite(owner));
    const body = { email: 'bob@example.com', password };
    const bob = cookieOf(await fixture.post({ path: '/sign-in/email', body }));
    expect(await invitationsOf(bob)).toBeNull();
    const id = (await invitationsOf(owner))?.[0]?.id;
    for (const path of ['/invitations/create', '/invitations/revoke']) {
      const answer = await fixture.post({ path, body: { id }, cookie: bob });
      expect(await codeOf(answer)).toEqual([403, 'MAY_NOT_INVITE']);
      expect((await fixture.post({ path, body: { id } })).status).toBe(401);
    }
  });

  it('has at most fifty that can be used', async () => {
    for (let made = 0; made < 50; made += 1) await invite(owner);
    const answer = await fixture.post({ path: '/invitations/create', cookie: owner });
    expect(await codeOf(answer)).toEqual([409, 'TOO_MANY_INVITATIONS']);
  });

  it('says nothing of accounts while the database is away', async () => {
    const lost = fixture.open({ DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/none' });
    expect(await lost.getSignUpState()).toBe('unavailable');
  });
});

describe('an open sign-up (A1)', () => {
  it('is the default, for which the page offers a form', async () => {
    fixture = await createAccountFixture();
    await signUp(fixture.frontEnd, 'first@example.com');
    expect(await fixture.frontEnd.getSignUpState()).toBe('open');
    expect(await invitationsOf(await signUp(fixture.frontEnd, 'second@example.com'))).toBeNull();
  });

  it('that is limited later leaves the oldest account to invite', async () => {
    fixture = await createAccountFixture();
    const oldest = await signUp(fixture.frontEnd, 'first@example.com');
    const second = await signUp(fixture.frontEnd, 'second@example.com');
    const limited = fixture.open({ SIGN_UP: 'invitation' });
    const lists = [oldest, second].map(async (cookie) => {
      const account = await limited.getAccount(new Headers({ cookie }));
      return account !== null && account !== 'unavailable' && account.invitations;
    });
    expect(await Promise.all(lists)).toEqual([[], null]);
  });
});
