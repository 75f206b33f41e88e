import { createHmac } from 'node:crypto';
import { describe, expect, it, jest } from '@jest/globals';
import { createCookieCheck } from './signed-cookie.ts';

const secret = 's'.repeat(32);
const name = 'taskora.session_token';

function cookieOf(value: string, signedWith = secret): Headers {
  const signature = createHmac('sha256', signedWith).update(value).digest('base64');
  return new Headers({ cookie: `a=b; ${name}=${encodeURIComponent(`${value}.${signature}`)}` });
}

/** A check, and how often it had to make a hash. */
function checked() {
  const askedSecret = jest.fn(() => secret);
  return { check: createCookieCheck(() => name, askedSecret), askedSecret };
}

describe('the cookie of a session', () => {
  it('is the same however often it comes, and is hashed once', () => {
    const { check, askedSecret } = checked();
    expect([check(cookieOf('one')), check(cookieOf('one'))]).toEqual(['one', 'one']);
    expect(askedSecret).toHaveBeenCalledTimes(1);
    expect(check(cookieOf('two'))).toBe('two');
  });

  it('is refused each time when it is made up, also after a right one', () => {
    const { check } = checked();
    expect(check(cookieOf('one'))).toBe('one');
    for (const made of [cookieOf('one', 'other'), new Headers({ cookie: `${name}=one` })]) {
      expect([check(made), check(made)]).toEqual([undefined, undefined]);
    }
    expect(check(new Headers())).toBeUndefined();
  });

  it('is not kept when it is longer than any of ours', () => {
    const { check, askedSecret } = checked();
    const long = 'x'.repeat(4_000);
    expect([check(cookieOf(long)), check(cookieOf(long))]).toEqual([long, long]);
    expect(askedSecret).toHaveBeenCalledTimes(2);
  });
});
