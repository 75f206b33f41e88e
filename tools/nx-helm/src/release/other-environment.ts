import { UserError } from '@taskora/base/errors';
import type { Releases } from '../cluster/cluster-state.ts';
import { standingOf } from './standing.ts';
import { environmentLabel } from './stored-release.ts';

interface MoveFacts {
  readonly release: string;
  readonly environment: string;
  /** The environment that `--from-environment` takes the release out of. */
  readonly fromEnvironment?: string;
  readonly releases: Releases;
}

interface PlacedMove extends MoveFacts {
  readonly namespace: string;
  readonly context: string;
}

/**
 * The environment under which the release runs, where that is not the requested one. A revision of
 * another program, or of a version of this plugin that did not record it, has none.
 */
export function otherEnvironment({
  release,
  environment,
  fromEnvironment,
  releases,
}: MoveFacts): string | undefined {
  const standing = standingOf({ revisions: releases.get(release) });
  const running = standing.isInstalled ? standing.latest.labels['environment'] : undefined;
  if (running === undefined || running === environmentLabel(environment)) return undefined;
  const isMoved = fromEnvironment !== undefined && running === environmentLabel(fromEnvironment);
  return isMoved ? undefined : running;
}

/**
 * Two environments of one namespace would roll each other back for ever, and the second is most likely
 * meant for another cluster.
 */
export function refuseOtherEnvironment(facts: PlacedMove): void {
  const running = otherEnvironment(facts);
  if (running === undefined) return;
  const { release, environment, namespace, context } = facts;
  throw new UserError(
    'NXHELM_ENVIRONMENT_OTHER',
    `the release in namespace ${namespace} of ${context} runs under the environment "${running}", and this is "${environment}", whose file names no place of its own; nothing was changed`,
    `name contexts or namespace under nxHelm in the file of "${environment}", or move the release: npx nx run-many -t helm-deploy -p ${release} -c ${environment} --from-environment=${running}`,
    { project: release },
  );
}

/** For a plan and a dry run: why a deploy would be refused. */
export function describeRefusal(running: string): string {
  return `would be refused: it runs under the environment "${running}" (--from-environment=${running} moves it)`;
}
