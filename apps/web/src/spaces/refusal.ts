import { describeProblem, hasStatus } from '@taskora/api-client';

/** Why a space, a member or a link stays as it is, and what to do about it. */
export function spaceRefusal(error: unknown): string {
  if (hasStatus(error, 404)) {
    return (
      'It is not there any more, or you are no member of the space now. The page shows what is ' +
      'there; an owner can send you a new link.'
    );
  }
  return describeProblem(error);
}

/** Why somebody did not become a member by a link, and what to do about it. */
export function joinRefusal(error: unknown): string {
  if (hasStatus(error, 422)) {
    return 'This link is not whole. Open it again as it was sent to you, or ask for another one.';
  }
  if (hasStatus(error, 409)) {
    return (
      'The space has as many members as it may have, or you are in as many spaces as you may be. ' +
      'Leave one that you do not need, or tell whoever sent you the link.'
    );
  }
  return describeProblem(error);
}
