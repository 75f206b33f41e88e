/**
 * The database of accounts gave no answer: whether somebody is signed in is not known. It must never be
 * taken for "signed out", which would send people away from what they were doing.
 */
export class AccountsUnavailable extends Error {
  readonly code = 'ACCOUNTS_AWAY';

  constructor(cause: unknown) {
    super('the database of accounts does not answer', { cause });
    this.name = 'AccountsUnavailable';
  }
}

/** The detail for people meanwhile. */
export const accountsUnavailableDetail =
  'Accounts cannot be reached right now. You are still signed in, and nothing was changed. Try again in a moment.';
