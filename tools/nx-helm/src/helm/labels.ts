import type { ChangeKind } from '../inputs/change.ts';

/** Why a release rolled; a label of the release, so it can be listed without reading any. */
export type Reason = 'install' | 'changed' | 'forced' | 'healed' | 'drift' | ChangeKind;

/** What this plugin writes on each revision of a release. */
export interface ReleaseLabels {
  readonly fingerprint: string;
  /** The number this revision has. Helm copies old labels to a foreign upgrade, whose number differs. */
  readonly revision: number;
  readonly commit: string;
  readonly isDirty: boolean;
  readonly reason: Reason;
  /** Which of a chart's two renders the revision was made from. */
  readonly form: 'install' | 'upgrade';
}

export function labelArgument(labels: ReleaseLabels): string {
  const { fingerprint, revision, commit, isDirty, reason, form } = labels;
  return `fingerprint=${fingerprint},revision=${revision},commit=${commit},dirty=${isDirty},reason=${reason},form=${form}`;
}

/** For kubectl: writes labels over those of the Secret in which Helm keeps a revision. */
export function relabelArguments(
  release: string,
  revision: number,
  labels: Readonly<Record<string, string>>,
): string[] {
  const secret = `sh.helm.release.v1.${release}.v${revision}`;
  const assignments = Object.entries(labels).map(([key, value]) => `${key}=${value}`);
  return ['label', 'secret', secret, '--overwrite', ...assignments];
}
