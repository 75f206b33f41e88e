import { createHash } from 'node:crypto';
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
  /** Name of the environment whose values it has. */
  readonly environment: string;
}

const longestHash = 16;

/** A file may be called what no label may say; then it is known by a hash of its name. */
export function environmentLabel(name: string): string {
  if (/^[a-z0-9](?:[\w.-]{0,61}[a-z0-9])?$/i.test(name)) return name;
  const hash = createHash('sha256').update(name).digest('hex').slice(0, longestHash);
  return `sha256-${hash}`;
}

export function labelArgument(labels: ReleaseLabels): string {
  const { fingerprint, revision, commit, isDirty, reason, form, environment } = labels;
  return `fingerprint=${fingerprint},revision=${revision},commit=${commit},dirty=${isDirty},reason=${reason},form=${form},environment=${environmentLabel(environment)}`;
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
