import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createAccountFixture, type AccountFixture } from '../testing/account-fixture.ts';
import { weaknessOf } from './password-rules.ts';

describe('a new password', () => {
  it.each(['12345678', 'Password', 'qwertyuiop', 'ILOVEYOU', 'trustno1', '11111111', ' sunshine '])(
    'is refused when many use it: %s',
    async (password) => {
      expect(await weaknessOf(password, [])).toMatchObject({ code: 'PASSWORD_COMMON' });
    },
  );

  it.each(['Ada Lovelace', 'ada@example.com', 'ADA@EXAMPLE.COM', 'lovelace1815'])(
    'is refused when it is what everybody knows of its owner: %s',
    async (password) => {
      const personal = ['Ada Lovelace', 'ada@example.com', 'lovelace1815@example.com'];
      expect(await weaknessOf(password, personal)).toMatchObject({ code: 'PASSWORD_PERSONAL' });
    },
  );

  it.each([
    'correct horse battery',
    'Ada Lovelace wrote programs',
    'xK2#pq9!',
    '日本語のパスワード',
  ])('is accepted whatever characters it has: %s', async (password) => {
    expect(await weaknessOf(password, ['Ada Lovelace', 'ada@example.com'])).toBeUndefined();
  });
});

describe('an account', () => {
  let fixture: AccountFixture;
  beforeAll(async () => {
    fixture = await createAccountFixture();
  });
  afterAll(() => fixture.close());

  it('is not made with a common password, and its maker is told the rule', async () => {
    const body = { name: 'Ada', email: 'ada@example.com', password: '12345678' };
    const response = await fixture.post({ path: '/sign-up/email', body });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      code: 'PASSWORD_COMMON',
      message:
        'Many people use this password. Use at least 8 characters, and neither a common password nor your name or email.',
    });
    const { rowCount } = await fixture.database.query('select from auth."user"');
    expect(rowCount).toBe(0);
  });
});
