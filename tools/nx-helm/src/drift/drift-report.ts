import type { Change } from '../inputs/change.ts';

/** How one release differs, at each of three layers, from what the workspace and Helm say of it. */
export interface ReleaseDrift {
  readonly release: string;
  /** Inputs in the workspace that are others than when it was rolled out. */
  readonly source: readonly Change[];
  /** What happened to the release besides this plugin. */
  readonly revision: readonly string[];
  /** Live objects that are not as the last revision made them. */
  readonly live: readonly string[];
  /** Set where somebody took the release back on purpose: that is what it should be, and no drift. */
  readonly kept?: string;
}

export function hasDrift({ source, revision, live }: ReleaseDrift): boolean {
  return source.length + revision.length + live.length > 0;
}
