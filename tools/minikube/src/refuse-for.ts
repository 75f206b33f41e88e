import { UserError } from '@taskora/base/errors';
import type { Finding } from '../preflight/finding.mjs';

/** Refuses for what the preflight refuses too, where it can come up later. */
export function refuseFor(finding: Finding | undefined): void {
  if (finding === undefined) return;
  throw new UserError(finding.code, finding.what, `${finding.fix}, then run this command again`);
}
