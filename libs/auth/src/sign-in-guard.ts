import { fingerprint, type AttemptCounter } from './attempt-counter.ts';
import { householdOf } from './client-address.ts';

export interface GuardLimits {
  /** How often one account may be tried, or one known browser may try. */
  attemptsPerMinute: number;
  /** How many wrong sign-ins one address may have, over all accounts. */
  wrongSignInsPerAddress: number;
  /** How many wrong sign-ins everybody together may have. */
  wrongSignInsInTotal: number;
  /** How many accounts may be made by everybody together. */
  signUpsPerMinute: number;
}

export interface Attempt {
  kind: 'sign-in' | 'sign-up';
  address: string;
  account: string;
  /** The mark of a browser that has signed in to this account before. */
  mark: string | undefined;
}

/** What an attempt is charged to, in the order in which it is asked. */
interface Charge {
  key: string;
  atMost: number;
}

export type Admission =
  { admitted: true; charged: readonly string[] } | { admitted: false; waitSeconds: number };

export interface SignInGuard {
  /** Charges an attempt, before anything is hashed for it. */
  admit(attempt: Attempt): Promise<Admission>;
  /** Gives back what was charged for an attempt that was not a wrong guess. */
  giveBack(charged: readonly string[]): Promise<void>;
}

/**
 * A known browser is charged alone, so that nobody else's guesses shut its owner out. All others share
 * the account's, their address's and everybody's number of guesses. The narrower comes first and ends
 * the charging: an address that has spent its guesses uses up neither an account's nor everybody's.
 */
function chargesOf({ kind, address, account, mark }: Attempt, limits: GuardLimits): Charge[] {
  if (kind === 'sign-up') {
    return [
      { key: `sign-up:${fingerprint(account)}`, atMost: limits.attemptsPerMinute },
      { key: 'sign-up', atMost: limits.signUpsPerMinute },
    ];
  }
  if (mark !== undefined) {
    return [{ key: `browser:${fingerprint(mark)}`, atMost: limits.attemptsPerMinute }];
  }
  return [
    { key: `address:${fingerprint(householdOf(address))}`, atMost: limits.wrongSignInsPerAddress },
    { key: `account:${fingerprint(account)}`, atMost: limits.attemptsPerMinute },
    { key: 'sign-in', atMost: limits.wrongSignInsInTotal },
  ];
}

export function createSignInGuard(counter: AttemptCounter, limits: GuardLimits): SignInGuard {
  return {
    async admit(attempt) {
      const charges = chargesOf(attempt, limits);
      const known = Math.max(...charges.map(({ key }) => counter.waitOf(key)));
      if (known > 0) return { admitted: false, waitSeconds: known };
      const charged: string[] = [];
      for (const { key, atMost } of charges) {
        const waitSeconds = await counter.count(key, atMost);
        if (waitSeconds > 0) {
          await counter.takeBack(charged);
          return { admitted: false, waitSeconds };
        }
        charged.push(key);
      }
      return { admitted: true, charged };
    },
    giveBack: (charged) => counter.takeBack(charged),
  };
}
