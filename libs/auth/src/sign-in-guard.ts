import { fingerprint, type AttemptCounter, type Limit } from './attempt-counter.ts';
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

export type Admission =
  | { admitted: true; settle: (wasWrong: boolean) => Promise<void> }
  | { admitted: false; waitSeconds: number };

export interface SignInGuard {
  /**
   * Lets an attempt through, or tells how long to wait, before anything is hashed for it. One that was
   * let through is settled when it is known whether it was a wrong guess.
   */
  admit(attempt: Attempt): Promise<Admission>;
}

interface Limits {
  /** Counted when they begin, so that no number of attempts at once exceeds them. */
  begun: Limit[];
  /** Counted when they were wrong, so that many who sign in at once do not shut each other out. */
  wrong: Limit[];
}

/**
 * A known browser is charged alone, so that nobody else's guesses shut its owner out. All others share
 * the account's, their address's and everybody's number of guesses.
 */
function limitsOf({ kind, address, account, mark }: Attempt, limits: GuardLimits): Limits {
  const { attemptsPerMinute, signUpsPerMinute } = limits;
  if (kind === 'sign-up') {
    // The account comes first, so that asking for one address again and again costs others nothing.
    const begun = [
      { key: `sign-up:${fingerprint(account)}`, atMost: attemptsPerMinute },
      { key: 'sign-up', atMost: signUpsPerMinute },
    ];
    return { begun, wrong: [] };
  }
  if (mark !== undefined) {
    const begun = [{ key: `browser:${fingerprint(mark)}`, atMost: attemptsPerMinute }];
    return { begun, wrong: [] };
  }
  return {
    begun: [{ key: `account:${fingerprint(account)}`, atMost: attemptsPerMinute }],
    wrong: [
      {
        key: `address:${fingerprint(householdOf(address))}`,
        atMost: limits.wrongSignInsPerAddress,
      },
      { key: 'sign-in', atMost: limits.wrongSignInsInTotal },
    ],
  };
}

export function createSignInGuard(counter: AttemptCounter, limits: GuardLimits): SignInGuard {
  /** Seconds to wait for this attempt; what was counted for one that has to wait is given back. */
  async function begin({ begun, wrong }: Limits): Promise<number> {
    const reached = wrong.length === 0 ? 0 : await counter.look(wrong);
    if (reached > 0) return reached;
    for (const [index, { key, atMost }] of begun.entries()) {
      const wait = await counter.count(key, atMost);
      if (wait > 0) {
        await counter.takeBack(begun.slice(0, index).map((each) => each.key));
        return wait;
      }
    }
    return 0;
  }

  return {
    async admit(attempt) {
      const own = limitsOf(attempt, limits);
      const { begun, wrong } = own;
      const known = Math.max(...[...begun, ...wrong].map(({ key }) => counter.waitOf(key)));
      const waitSeconds = known > 0 ? known : await begin(own);
      if (waitSeconds > 0) return { admitted: false, waitSeconds };
      return {
        admitted: true,
        async settle(wasWrong) {
          if (wasWrong) for (const { key, atMost } of wrong) await counter.count(key, atMost);
          else await counter.takeBack(begun.map(({ key }) => key));
        },
      };
    },
  };
}
