import type { InputSnapshot } from '../inputs/snapshot.ts';

/** What the process that looks at one commit is asked. */
export interface StateRequest {
  readonly workspaceRoot: string;
  /** The programs are those of the present checkout; a worktree has none. */
  readonly programsRoot: string;
  readonly environment?: string;
  /** Folder that it may write into. */
  readonly folder: string;
  readonly answerFile: string;
}

/** One release as a commit has it; a chart that cannot be rendered says why. */
export interface ReleaseState {
  readonly project: string;
  readonly namespace: string;
  readonly environment: string;
  readonly snapshot: InputSnapshot;
  readonly install: string;
  readonly upgrade: string;
  readonly failure?: string;
}

export type StateAnswer =
  | { readonly releases: readonly ReleaseState[] }
  | {
      readonly code: string;
      readonly project?: string;
      readonly what: string;
      readonly command: string;
    };
