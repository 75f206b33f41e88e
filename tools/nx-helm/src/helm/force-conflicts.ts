import { versionFlags } from './helm-version.ts';
import type { ReleasePlace } from './stored-release.ts';
import { isAppliedByServer } from './stored-release.ts';

/**
 * What lets Helm take fields back that other programs have changed. Helm refuses it for a release that
 * it does not apply by the API server, and goes by what it has stored: an upgrade by the last revision,
 * a rollback by the one that it goes back to. The objects tell something else where somebody has applied
 * one of them by hand, or where Helm 3 made them.
 */
export async function forceFlags(
  place: ReleasePlace,
  revision?: number,
): Promise<readonly string[]> {
  const { takeBack } = await versionFlags(place.helm, place.release);
  if (takeBack.length === 0) return [];
  return (await isAppliedByServer(place, revision)) ? takeBack : [];
}
