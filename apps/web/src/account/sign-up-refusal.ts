import type { SignUpState } from '@taskora/front-end/server';

export interface SignUpRefusal {
  title: string;
  /** What can be done about it. */
  advice: string;
}

const owner = 'the person who runs this Taskora';

/** Why a page cannot make an account now, or undefined where it can. */
export function signUpRefusal(state: SignUpState): SignUpRefusal | undefined {
  switch (state) {
    case 'closed':
      return {
        title: 'No new accounts are made here',
        advice: `If you have an account, sign in. If you should have one, ask ${owner} to open sign-up (the setting SIGN_UP).`,
      };
    case 'invitation-needed':
      return {
        title: 'A new account needs an invitation',
        advice: `Ask ${owner} for a link. They make it on the page of their account.`,
      };
    case 'invitation-invalid':
      return {
        title: 'This invitation was used, revoked or is too old',
        advice: `If you made an account with it, sign in. Otherwise ask ${owner} for a new link.`,
      };
    case 'first':
    case 'invited':
    case 'open':
      return undefined;
  }
}
