import { UserError } from '@taskora/base/errors';
import type { Finding } from '../../preflight/finding.mjs';

export const refusalFor = ({ code, what, fix }: Finding): UserError =>
  new UserError(code, what, `${fix}, then run this command again`);

/** Refuses for what the preflight refuses too, where it can come up later. */
export function refuseFor(finding: Finding | undefined): void {
  if (finding !== undefined) throw refusalFor(finding);
}
