import type { Settings } from './settings.ts';

/** What a COPY takes files from. */
export type Origin =
  | { readonly kind: 'context' }
  | { readonly kind: 'stage'; readonly stage: Stage }
  | { readonly kind: 'image'; readonly project: string };

export interface CopyStep {
  readonly kind: 'copy';
  readonly line: number;
  /** As the Dockerfile has it. */
  readonly text: string;
  /** Whether the user at this place is root. */
  readonly isRoot: boolean;
  readonly from: Origin;
  /** Relative to the context's or the origin's root, perhaps with `*` and `?`. */
  readonly sources: readonly string[];
  /** From the root on. */
  readonly target: string;
  /** Whether the target is written as a folder. */
  readonly isFolder: boolean;
  readonly owner?: Owner | undefined;
  readonly mode?: number | undefined;
}

export interface Owner {
  readonly userId: number;
  readonly groupId: number;
}

/** `RUN chmod -R u=rwX,go=rX /app` */
export interface ChmodStep {
  readonly kind: 'chmod';
  readonly line: number;
  readonly isRecursive: boolean;
  readonly mode: string;
  readonly paths: readonly string[];
}

/** `RUN python3 -m compileall ...`: the bytecode of all sources below some folders. */
export interface CompileStep {
  readonly kind: 'compile';
  readonly line: number;
  /** As the image's Python takes them, without the folders. */
  readonly options: readonly string[];
  readonly paths: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

export interface WorkdirStep {
  readonly kind: 'workdir';
  readonly line: number;
  readonly path: string;
  /** Whether root would make the folder. */
  readonly isRoot: boolean;
}

export type Step = CopyStep | ChmodStep | CompileStep | WorkdirStep;

export interface Stage {
  readonly line: number;
  readonly base:
    | { readonly kind: 'scratch' }
    | { readonly kind: 'image'; readonly project: string }
    | { readonly kind: 'stage'; readonly stage: Stage };
  readonly steps: readonly Step[];
  /** How a container of it is run. */
  readonly settings: Settings;
  /** Engines leave files of their own in such a stage, outside of what is copied from it. */
  readonly hasRun: boolean;
}
