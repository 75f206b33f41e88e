import type { DeployReport } from '../base/task-reports.ts';
import type { Helm } from '../chart/helm.ts';
import type { Workload } from '../chart/manifest-objects.ts';
import type { RenderedObjects } from '../chart/manifests.ts';
import type { Render } from '../chart/render.ts';
import type { Kubectl } from '../cluster/kubectl.ts';
import type { Decision } from './decide.ts';
import type { ReleasePlan } from './plan-file.ts';
import type { Change } from './record.ts';

export interface DeployRequest {
  readonly helm: Helm;
  readonly kubectl: Kubectl;
  readonly workspaceRoot: string;
  readonly context: string;
  readonly namespace: string;
  readonly release: string;
  readonly chartFolder: string;
  /** The later wins. */
  readonly valuesFiles: readonly string[];
  readonly environment: string;
  /** The environment that the release may be taken out of. */
  readonly fromEnvironment?: string;
  /** The environment's own file says which namespace it is in. */
  readonly isNamespaceBound?: boolean;
  /** A person agrees that most of the release's objects are deleted. */
  readonly isRemovalAllowed?: boolean;
  readonly fingerprint: string;
  readonly workloads: readonly Workload[];
  readonly objects: RenderedObjects;
  /** The text of both forms, for people. */
  readonly readRender: () => Promise<Render>;
  /** Fails if another run has meanwhile rendered other manifests to where Helm is about to read. */
  readonly assertRendered: () => void;
  /** Programs whose additions to objects are no drift. */
  readonly ignoredManagers: readonly string[];
  readonly isForced: boolean;
  readonly timeoutSeconds: number;
  /** Asked only when the release rolls, because finding out costs time. */
  readonly explainInputs?: ExplainInputs;
  /** Where a saved plan is applied: exactly that is done, or nothing. */
  readonly planned?: ReleasePlan;
}

/** What the release is made from now, and how that differs from what was recorded the last time. */
export interface ExplainedInputs {
  /** Undefined where there is nothing to compare with. */
  readonly changes: readonly Change[] | undefined;
  /** The inputs of now in base64, to be recorded. */
  readonly snapshot: string;
}

export type ExplainInputs = (recorded: string | undefined) => Promise<ExplainedInputs>;

export type RollDecision = Exclude<Decision, { readonly action: 'skip' }>;

/** A report but for the time, which the caller takes. */
export type Outcome = Omit<DeployReport, 'durationSeconds'>;
