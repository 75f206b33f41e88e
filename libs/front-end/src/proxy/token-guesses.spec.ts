import { beforeEach, describe, expect, it } from '@jest/globals';
import { createTokenGuesses, type TokenGuesses } from './token-guesses.ts';

const minute = 60_000;
const atMost = 30;

let now: number;
let guesses: TokenGuesses;

beforeEach(() => {
  now = 1_000_000;
  guesses = createTokenGuesses(() => now);
});

const bearer = (name: string | number) => `Bearer taskora_pat_${name}`;
/** One token after the other, each of which the API refuses. */
function guess(times: number, address = '192.0.2.1') {
  for (let index = 0; index < times; index += 1) guesses.note(bearer(index), address, 401);
}
const wait = (token: string, address = '192.0.2.1') => guesses.remainingWait(token, address);

describe('wrong access tokens of one network (A2)', () => {
  it('are not asked about any more after thirty in a minute, and again in the next', () => {
    guess(atMost - 1);
    expect(wait(bearer('next'))).toBe(0);
    guess(1);
    expect(wait(bearer('next'))).toBe(60);
    now += minute - 1;
    expect(wait(bearer('next'))).toBe(1);
    now += 1;
    expect(wait(bearer('next'))).toBe(0);
    guess(atMost - 1);
    expect(wait(bearer('next'))).toBe(0);
  });

  it('hold up nobody elsewhere, and a whole /64 of IPv6 is one', () => {
    guess(atMost, '2001:db8::1');
    expect(wait(bearer('next'), '2001:db8::2')).toBe(60);
    expect(wait(bearer('next'), '2001:db8:0:1::1')).toBe(0);
  });

  it('hold up no token that the API has accepted, until it refuses that', () => {
    guesses.note(bearer('good'), '192.0.2.1', 200);
    guess(atMost);
    expect(wait(bearer('good'))).toBe(0);
    guesses.note(bearer('good'), '192.0.2.1', 401);
    expect(wait(bearer('good'))).toBe(60);
  });

  it('hold up a valid token of theirs that was not seen yet, for the rest of the minute', () => {
    guess(atMost);
    expect(wait(bearer('valid'))).toBe(60);
    now += minute;
    expect(wait(bearer('valid'))).toBe(0);
    guesses.note(bearer('valid'), '192.0.2.1', 200);
    guess(atMost);
    expect(wait(bearer('valid'))).toBe(0);
  });

  it.each([400, 403, 404, 405, 413, 422, 500, 503])(
    'get through by no answer %i, which says nothing of a token',
    (status) => {
      guesses.note(bearer('other'), '192.0.2.1', status);
      guess(atMost);
      expect(wait(bearer('other'))).toBe(60);
    },
  );

  it('are nothing that a session has, and its refusals count for none', () => {
    for (let index = 0; index < atMost; index += 1)
      guesses.note('Bearer e30.e30.', '192.0.2.1', 401);
    expect(wait(bearer('next'))).toBe(0);
    guess(atMost);
    expect(wait('Bearer e30.e30.')).toBe(0);
    expect(wait('bearer  taskora_pat_x')).toBe(60);
  });

  it('take no more memory than ten thousand networks and tokens', () => {
    guess(atMost);
    guesses.note(bearer('good'), '192.0.2.1', 200);
    for (let index = 0; index < 10_000; index += 1) {
      guesses.note(bearer(index), `10.1.${index >> 8}.${index & 255}`, index % 2 === 0 ? 401 : 200);
    }
    expect(wait(bearer('good'))).toBe(0);
    guess(atMost);
    for (let index = 0; index < 10_000; index += 1) {
      guesses.note(bearer(index), `10.2.${index >> 8}.${index & 255}`, 401);
    }
    expect(wait(bearer('next'))).toBe(0);
  });
});
