import { createHash } from 'node:crypto';
import { networkOf } from '../http/client-address.ts';

/** How an access token or an app password of a program is sent; a session has neither. */
const ofProgram = /^(?:bearer +taskora_pat_|basic )/i;

const windowMilliseconds = 60_000;
/** A program whose token has ended asks again and again; more than this is no program's mistake. */
const wrongPerMinuteMax = 30;
/** What is remembered of either, at most: an address or a token more drops the oldest. */
const rememberedMax = 10_000;

export interface TokenGuesses {
  /** The seconds until a request with this header may be passed on, 0 when it may be now. */
  remainingWait(authorization: string, address: string): number;
  /** Notes what the API answered to it. */
  note(authorization: string, address: string, status: number): void;
}

interface Wrong {
  count: number;
  until: number;
}

/** Puts a key at the end of a map that never grows beyond its bound. */
function keep<Value>(map: Map<string, Value>, key: string, value: Value): void {
  map.delete(key);
  const [oldest] = map.keys();
  if (map.size >= rememberedMax && oldest !== undefined) map.delete(oldest);
  map.set(key, value);
}

/**
 * Counts access tokens and app passwords that the API has refused, by the network they came from: for each the API has to
 * ask its database, whose time is everybody's. A token that this process saw accepted is not held up by the
 * wrong ones of a neighbour; whether it is still valid is for the API alone to say. A valid one that it has
 * not seen yet waits like the wrong ones: only the database knows the difference, as anybody can compute a checksum.
 */
export function createTokenGuesses(clock: () => number = Date.now): TokenGuesses {
  const wrong = new Map<string, Wrong>();
  const accepted = new Map<string, true>();
  /** No token is kept, as nothing else here keeps one. */
  const digestOf = (authorization: string) =>
    createHash('sha256').update(authorization).digest('base64');

  return {
    remainingWait(authorization, address) {
      if (!ofProgram.test(authorization)) return 0;
      const found = wrong.get(networkOf(address));
      const left = (found?.until ?? 0) - clock();
      if (found === undefined || left <= 0 || found.count < wrongPerMinuteMax) return 0;
      return accepted.has(digestOf(authorization)) ? 0 : Math.ceil(left / 1000);
    },
    note(authorization, address, status) {
      if (!ofProgram.test(authorization)) return;
      // Other refusals come before the token is verified.
      if (status < 300) keep(accepted, digestOf(authorization), true);
      if (status !== 401) return;
      accepted.delete(digestOf(authorization));
      const now = clock();
      const network = networkOf(address);
      const found = wrong.get(network);
      if (found !== undefined && found.until > now) found.count += 1;
      else keep(wrong, network, { count: 1, until: now + windowMilliseconds });
    },
  };
}
