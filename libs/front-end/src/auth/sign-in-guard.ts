import { networkOf } from '../http/client-address.ts';
import { fingerprint, type AttemptCounter, type Limit } from './attempt-counter.ts';

export interface GuardLimits {
  /** How often one account may be tried, or one known browser may try. */
  attemptsPerMinute: number;
  /** How many sign-ins and sign-ups one address may have, whatever comes of them. */
  signInsPerAddress: number;
  /** How many wrong sign-ins one address may have, over all accounts. */
  wrongSignInsPerAddress: number;
  /** How many wrong sign-ins everybody together may have. */
  wrongSignInsInTotal: number;
  /** How many accounts may be made by everybody together. */
  signUpsPerMinute: number;
  /** How many links for a new password may be asked for by everybody together. */
  resetRequestsPerMinute: number;
}

/** More would only fill somebody's mailbox. */
const resetRequestsPerAccount = 3;

/** So many networks have to ask as often as they may until nobody can ask for a link any more. */
const networksToStopResets = 3;

/** A change of a password needs the present one, and so is a guess of it as a sign-in is. */
export type AttemptKind =
  'password-change' | 'password-reset' | 'reset-request' | 'sign-in' | 'sign-up';

export interface Attempt {
  kind: AttemptKind;
  address: string;
  account: string;
  /** The mark of a browser that has signed in to this account before. */
  mark: string | undefined;
}

export interface Admitted {
  admitted: true;
  /**
   * Called right before a password is hashed: from here on it counts as wrong, until its outcome is known. Gives the
   * seconds to wait when too many are pending or wrong by now, and then it is not counted.
   */
  begin: () => Promise<number>;
  settle: (wasWrong: boolean) => Promise<void>;
}

export type Admission = Admitted | { admitted: false; waitSeconds: number };

export interface SignInGuard {
  /**
   * Lets an attempt through, or returns how long to wait, before anything is hashed for it. Of one that was
   * let through, `settle` says later whether it was a wrong guess.
   */
  admit(attempt: Attempt): Promise<Admission>;
}

interface Limits {
  /** Counted when they begin, so that no number of attempts at once exceeds them. */
  refundable: Limit[];
  /** Counted like those, and not given back: a right password costs a hash as a wrong one does. */
  permanent: Limit[];
  /** Counted as wrong right before they are hashed, so that those who wait shut nobody out. */
  failures: Limit[];
}

const shareOf = (atMost: number) => Math.ceil(atMost / networksToStopResets);

/**
 * Guesses of a known browser are charged to it alone, so that nobody else's shut its owner out. All
 * others share the account's, their address's and everybody's number of guesses.
 */
function limitsOf({ kind, address, account, mark }: Attempt, limits: GuardLimits): Limits {
  const { attemptsPerMinute, signUpsPerMinute } = limits;
  const network = fingerprint(networkOf(address));
  const permanent = [{ key: `work:${network}`, atMost: limits.signInsPerAddress }];
  if (kind === 'sign-up') {
    // What is refused for the account or the address costs others nothing.
    const own = { key: `sign-up:${fingerprint(account)}`, atMost: attemptsPerMinute };
    const everybody = { key: 'sign-up', atMost: signUpsPerMinute };
    return { refundable: [own], permanent: [...permanent, everybody], failures: [] };
  }
  if (kind === 'reset-request') {
    // For addresses without an account too, so that the count reveals none.
    const own = { key: `reset-request:${fingerprint(account)}`, atMost: resetRequestsPerAccount };
    const atMost = limits.resetRequestsPerMinute;
    const everybody = { key: 'reset-request', atMost };
    // Counted before those, so that one sender does not use up what all others have.
    const share = { key: `reset-request:network:${network}`, atMost: shareOf(atMost) };
    return { refundable: [], permanent: [...permanent, share, own, everybody], failures: [] };
  }
  if (kind === 'password-reset') return { refundable: [], permanent, failures: [] };
  if (mark !== undefined) {
    const refundable = [{ key: `browser:${fingerprint(mark)}`, atMost: attemptsPerMinute }];
    return { refundable, permanent, failures: [] };
  }
  return {
    refundable: [{ key: `account:${fingerprint(account)}`, atMost: attemptsPerMinute }],
    permanent,
    failures: [
      { key: `address:${network}`, atMost: limits.wrongSignInsPerAddress },
      { key: 'sign-in', atMost: limits.wrongSignInsInTotal },
    ],
  };
}

export function createSignInGuard(counter: AttemptCounter, limits: GuardLimits): SignInGuard {
  /** Seconds to wait for this attempt; what was counted for one that has to wait is given back. */
  async function enter({ refundable, permanent, failures }: Limits): Promise<number> {
    const counted = [...refundable, ...permanent];
    const reached = failures.length === 0 ? 0 : await counter.check(failures);
    if (reached > 0) return reached;
    for (const [index, { key, atMost }] of counted.entries()) {
      const wait = await counter.count(key, atMost);
      if (wait > 0) {
        await counter.refund(counted.slice(0, index).map((each) => each.key));
        return wait;
      }
    }
    return 0;
  }

  return {
    async admit(attempt) {
      const own = limitsOf(attempt, limits);
      const { refundable, permanent, failures } = own;
      const known = Math.max(
        ...[...refundable, ...permanent, ...failures].map(({ key }) => counter.remainingWait(key)),
      );
      const waitSeconds = known > 0 ? known : await enter(own);
      if (waitSeconds > 0) return { admitted: false, waitSeconds };
      /** What is given back unless it was a wrong guess. */
      const counted = refundable.map(({ key }) => key);
      return {
        admitted: true,
        async begin() {
          for (const { key, atMost } of failures) {
            const wait = await counter.count(key, atMost);
            counted.push(key);
            if (wait > 0) {
              await counter.refund(counted);
              return wait;
            }
          }
          return 0;
        },
        async settle(wasWrong) {
          if (!wasWrong) await counter.refund(counted);
        },
      };
    },
  };
}
