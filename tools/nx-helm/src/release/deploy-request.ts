import type { Commit } from '../base/git.ts';
import { readCommit } from '../base/git.ts';
import type { Machine } from '../base/machine.ts';
import type { DeployReport } from '../base/task-reports.ts';
import { readEnvironment } from '../chart/environment-file.ts';
import type { Protection } from '../chart/environment-settings.ts';
import type { Workload } from '../chart/manifest-objects.ts';
import type { RenderedObjects } from '../chart/manifests.ts';
import {
  assertSameRender,
  manifestPaths,
  readFingerprint,
  readObjects,
  readRendered,
  refuseForeignRender,
  renderedObjects,
} from '../chart/manifests.ts';
import { writeRegistryValues } from '../chart/release-values.ts';
import type { ReleaseOptions } from '../chart/releases.ts';
import type { Render } from '../chart/render.ts';
import { render } from '../chart/render.ts';
import type { Kubectl, KubectlFollow } from '../cluster/connect.ts';
import { refuseOtherNamespace } from '../cluster/connect.ts';
import type { ImageSchema } from '../image/image-schema.ts';
import type { MigratingImage } from '../image/migration-digest.ts';
import type { Attestation } from './attested-release.ts';
import type { Cause, Decision } from './decide.ts';
import type { ReleasePlan } from './plan-file.ts';
import type { Change } from './record.ts';
import type { ReleasePlace } from './stored-release.ts';
import { connectRelease } from './stored-release.ts';

export interface DeployRequest extends ReleasePlace {
  readonly kubectl: Kubectl;
  /** Asked only where the spans of a rollout are recorded. */
  readonly followKubectl?: KubectlFollow;
  readonly workspaceRoot: string;
  /** Projects whose images the release runs. */
  readonly images?: readonly string[];
  /** Fulfilled when its images are where the pods pull them from; before, no object is changed, and none counts as unchanged. */
  readonly delivered?: Promise<void>;
  /** Makes what the release needs beside it, such as Secrets; called when nothing refuses the run any more. */
  readonly prepare?: () => Promise<void>;
  readonly chartFolder: string;
  /** The later wins. */
  readonly valuesFiles: readonly string[];
  readonly environment: string;
  /** What keeps people from changing the environment by accident. */
  readonly protection: ReadonlySet<Protection>;
  /** By what each image is verified before Helm is called, where the environment demands that. */
  readonly attestation?: Attestation;
  /** The environment that the release may be taken out of. */
  readonly fromEnvironment?: string;
  /** The environment's own file says which namespace it is in. */
  readonly isNamespaceBound: boolean;
  /** A person agrees that most of the release's objects are deleted. */
  readonly isRemovalAllowed: boolean;
  readonly fingerprint: string;
  readonly workloads: readonly Workload[];
  readonly objects: RenderedObjects;
  /** The text of both forms, for people; made once, and only if somebody asks. */
  readonly readRender: () => Promise<Render>;
  /** Fails if another run has meanwhile rendered other manifests to where Helm is about to read. */
  readonly assertRendered: () => void;
  /** Programs whose additions to objects are no drift. */
  readonly ignoredManagers: readonly string[];
  readonly isForced: boolean;
  readonly timeoutSeconds: number;
  /** Asked only when the release rolls, because finding out costs time. */
  readonly explainInputs?: ExplainInputs;
  /** What the images declare of databases; by default what their labels say. */
  readonly readSchemas?: () => readonly ImageSchema[];
  /** What migrates in its images; by default what was noted beside them. */
  readonly readMigrating?: () => readonly MigratingImage[];
  /** A person says that the database is at the schema of what is deployed, whatever is recorded of it. */
  readonly isSchemaRestored?: boolean;
  /** The commit of the workspace; asked when the release rolls. */
  readonly readCommit?: () => Promise<Commit>;
  /** The machine that the run is on; by default this one. */
  readonly machine?: Machine;
  /** What a change of the manifests is for, where the caller knows it better than the inputs do. */
  readonly cause?: Cause;
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

const defaultTimeoutSeconds = 300;

/** All that is known of a release before the cluster is asked: its render, and where it belongs. */
export async function readRequest(
  workspaceRoot: string,
  release: string,
  options: ReleaseOptions,
): Promise<DeployRequest> {
  const rendered = readFingerprint(workspaceRoot, release);
  refuseForeignRender(rendered, options.environment, release);
  const { namespace, chart, environmentsDirectory } = options;
  const paths = manifestPaths(workspaceRoot, release);
  const environment = readEnvironment(
    workspaceRoot,
    environmentsDirectory,
    options.environment,
    release,
  );
  const { place } = environment;
  refuseOtherNamespace(namespace, place.namespace, release);
  const registryFile = await writeRegistryValues(
    workspaceRoot,
    release,
    options.images,
    environment,
  );
  const valuesFiles = [paths.values, ...(registryFile === undefined ? [] : [registryFile])];
  const attestation =
    environment.attestationKey === undefined
      ? undefined
      : (await import('./attested-release.ts')).readAttestation(workspaceRoot, environment);
  const connected = connectRelease(workspaceRoot, { ...options, ...place, namespace }, release);
  const isRemote = options.remote !== undefined;
  const chartFolder = paths.chart;
  const request = { project: release, namespace, chart, isRemote, chartFolder, valuesFiles };
  let text: Promise<Render> | undefined;
  const readRender = (): Promise<Render> =>
    (text ??=
      registryFile === undefined
        ? Promise.resolve(readRendered(workspaceRoot, release, environment.name))
        : render(connected.helm, { ...request, environment }));
  return {
    ...connected,
    ...rendered,
    ...(environment.previewOf === undefined
      ? {}
      : { readCommit: () => readCommit(workspaceRoot, environment.file) }),
    // The cached render has content tags; what runs from a registry is named by digest.
    objects:
      registryFile === undefined
        ? readObjects(workspaceRoot, release)
        : renderedObjects(await readRender()),
    readRender,
    assertRendered: () =>
      assertSameRender(rendered, readFingerprint(workspaceRoot, release), release),
    workspaceRoot,
    images: [...new Set(Object.values(options.images ?? {}))].toSorted(),
    chartFolder,
    valuesFiles,
    protection: environment.protection,
    ...(attestation === undefined ? {} : { attestation }),
    isForced: options.force ?? false,
    isRemovalAllowed: options.allowRemoval ?? false,
    isSchemaRestored: options.isSchemaRestored ?? false,
    isNamespaceBound: place.namespace !== undefined,
    ...(options.fromEnvironment === undefined ? {} : { fromEnvironment: options.fromEnvironment }),
    timeoutSeconds: options.timeoutSeconds ?? defaultTimeoutSeconds,
  };
}
