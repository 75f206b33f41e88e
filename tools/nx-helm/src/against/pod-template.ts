import { UserError } from '@taskora/base/errors';
import { parseManifests } from '../chart/manifest-objects.ts';
import type { Kubectl } from '../cluster/connect.ts';

interface KeyReference {
  readonly name: string;
  readonly key: string;
  readonly optional?: boolean;
}

interface SettingsReference {
  readonly name: string;
  readonly optional?: boolean;
}

/** A variable as a container declares it. */
export interface DeclaredVariable {
  readonly name: string;
  readonly value?: string;
  readonly valueFrom?: {
    readonly configMapKeyRef?: KeyReference;
    readonly secretKeyRef?: KeyReference;
    readonly fieldRef?: { readonly fieldPath: string };
    readonly resourceFieldRef?: object;
  };
}

export interface VariableSource {
  readonly prefix?: string;
  readonly configMapRef?: SettingsReference;
  readonly secretRef?: SettingsReference;
}

export interface Container {
  readonly name: string;
  readonly env?: readonly DeclaredVariable[];
  readonly envFrom?: readonly VariableSource[];
  readonly volumeMounts?: readonly {
    readonly name: string;
    readonly mountPath: string;
    readonly subPath?: string;
  }[];
}

interface Items {
  readonly items?: readonly { readonly key: string; readonly path: string }[];
  readonly optional?: boolean;
}

/** What of a ConfigMap or a Secret lies in a volume; the two name themselves by different fields. */
export interface VolumeSource {
  readonly configMap?: Items & { readonly name: string };
  readonly secret?: Items & { readonly name?: string; readonly secretName?: string };
}

export interface Volume extends VolumeSource {
  readonly name: string;
  readonly projected?: { readonly sources?: readonly VolumeSource[] };
}

export interface PodTemplate {
  readonly metadata?: {
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly spec: {
    readonly containers: readonly Container[];
    readonly volumes?: readonly Volume[];
    readonly serviceAccountName?: string;
  };
}

export interface PodOfRelease {
  readonly deployment: string;
  readonly template: PodTemplate;
  readonly container: Container;
}

interface Wanted {
  readonly release: string;
  /** As Helm keeps it. */
  readonly manifest: string;
  /** Name of the container; by default the first. */
  readonly container?: string | undefined;
}

/** How the pods of a release are made now, as the cluster has it. */
export async function readPodOfRelease(kubectl: Kubectl, wanted: Wanted): Promise<PodOfRelease> {
  const { release, manifest, container: name } = wanted;
  const deployment = chooseDeployment(manifest, release);
  const text = await kubectl.read(['get', 'deployment', deployment, '--output', 'json']);
  const { spec } = JSON.parse(text) as { readonly spec: { readonly template: PodTemplate } };
  const { containers } = spec.template.spec;
  const container = containers.find((each) => name === undefined || each.name === name);
  if (container !== undefined) return { deployment, template: spec.template, container };
  const names = containers.map((each) => each.name).join(', ');
  throw new UserError(
    'NXHELM_DEV_CONTAINER',
    `the pods of Deployment ${deployment} have no container ${name ?? ''}; they have ${names}`,
    `correct the option "container" of the target, or leave it out`,
    { project: release },
  );
}

function chooseDeployment(manifest: string, release: string): string {
  const names = parseManifests(manifest)
    .filter(({ kind }) => kind === 'Deployment')
    .map(({ metadata }) => metadata.name);
  const chosen = names.length === 1 ? names[0] : names.find((each) => each === release);
  if (chosen !== undefined) return chosen;
  throw new UserError(
    'NXHELM_DEV_DEPLOYMENT',
    `the release has ${names.length === 0 ? 'no Deployment' : `the Deployments ${names.join(', ')}, none of its name`}, whose variables this run would have`,
    `npx nx run ${release}:helm-diff shows what its chart renders`,
    { project: release },
  );
}
