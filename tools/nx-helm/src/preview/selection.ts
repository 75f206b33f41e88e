import { UserError } from '@taskora/base/errors';
import type { Affected } from '../change/affected.ts';
import { readPreviewWith } from '../chart/chart-file.ts';
import type { DeployedRelease } from '../chart/releases.ts';

/** A release that a preview has, and why. */
export interface PreviewedRelease {
  readonly release: string;
  /** Whether the change affects it; else it comes along with one that is. */
  readonly affected: boolean;
  readonly why: string;
}

/** What a preview has of its own, and what is reached in the environment that it is one of. */
export interface Selection {
  readonly previewed: readonly PreviewedRelease[];
  readonly reached: readonly string[];
}

type Companions = (release: DeployedRelease) => readonly string[];

/**
 * The releases that the change affects, and those that have to be with them: they share a database or a key,
 * which a preview has of its own.
 */
export function selectReleases(
  releases: readonly DeployedRelease[],
  affected: Affected,
  companionsOf: Companions,
): Selection {
  const found = new Map<string, PreviewedRelease>(
    affected.releases
      .filter((each) => each.affected)
      .map(({ project, reasons }) => [
        project,
        { release: project, affected: true, why: reasons.join('; ') },
      ]),
  );
  const known = new Map(releases.map((release) => [release.project, release]));
  for (const [name] of found) {
    const release = known.get(name);
    for (const companion of release === undefined ? [] : companionsOf(release)) {
      if (!known.has(companion)) throw unknownCompanion(name, companion, [...known.keys()]);
      if (found.has(companion)) continue;
      found.set(companion, {
        release: companion,
        affected: false,
        why: `comes along with ${name}`,
      });
    }
  }
  const names = releases.map(({ project }) => project);
  return {
    previewed: names.flatMap((name) => found.get(name) ?? []),
    reached: names.filter((name) => !found.has(name)),
  };
}

/** What the charts of the workspace say. */
export function companionsIn(workspaceRoot: string): Companions {
  return ({ options }) => readPreviewWith(workspaceRoot, options.chart);
}

function unknownCompanion(release: string, name: string, known: readonly string[]): UserError {
  return new UserError(
    'NXHELM_PREVIEW_WITH',
    `its chart names ${name} as a release that comes along into a preview, and the environment deploys ${known.join(', ')}`,
    'correct the annotation nx-helm/preview-with in its Chart.yaml',
    { project: release },
  );
}
