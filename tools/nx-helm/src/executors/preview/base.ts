import type { ExecutorContext } from '@nx/devkit';
import { UserError } from '@taskora/base/errors';
import type { Environment } from '../../chart/environment-file.ts';
import { readEnvironment } from '../../chart/environment-file.ts';
import type { PreviewSettings } from '../../chart/preview-settings.ts';
import type { DeployedRelease, ReleaseOptions } from '../../chart/releases.ts';
import type { Connection } from '../../cluster/connect.ts';
import { connect } from '../../cluster/connect.ts';
import { releasesAsked } from '../report.ts';

/** The environment that a preview is one of, and the cluster that both are in. */
export interface PreviewBase {
  readonly root: string;
  readonly project: string;
  /** As `-c` has it; undefined for that of the releases themselves. */
  readonly asked: string | undefined;
  readonly file: Environment;
  readonly releases: readonly DeployedRelease[];
  readonly options: ReleaseOptions;
  readonly namespace: string;
  readonly connection: Connection;
  /** The uid of the cluster. */
  readonly cluster: string;
}

/** One that hosts previews now. */
export interface PreviewHost extends PreviewBase {
  readonly settings: PreviewSettings;
}

/** Refuses an environment that hosts no previews before its cluster is asked anything. */
export async function readHost(
  own: string | undefined,
  context: ExecutorContext,
  project: string,
): Promise<PreviewHost> {
  const named = readNamed(own, context, project);
  const settings = settingsOf(named, project);
  return { ...(await connected(named, context, project)), settings };
}

/** Previews are listed and removed also where the environment hosts none any more. */
export async function readBase(
  own: string | undefined,
  context: ExecutorContext,
  project: string,
): Promise<PreviewBase> {
  return connected(readNamed(own, context, project), context, project);
}

type Named = Pick<PreviewBase, 'asked' | 'file' | 'namespace' | 'options' | 'releases'>;

function readNamed(own: string | undefined, context: ExecutorContext, project: string): Named {
  const { root } = context;
  const { environment: asked, releases } = releasesAsked(own, context, project);
  const [first] = releases;
  if (first === undefined) throw hostsNone(asked ?? 'it', 'leaves all releases out', project);
  const { options } = first;
  const { environment: name, environmentsDirectory, namespace } = options;
  const file = readEnvironment(root, environmentsDirectory, name, project);
  return { asked, file, namespace, options, releases };
}

function settingsOf({ file, namespace, releases }: Named, project: string): PreviewSettings {
  const { name } = file;
  if (file.previewOf !== undefined) throw hostsNone(name, 'is a preview itself', project);
  if (file.protection.size > 0) throw hostsNone(name, 'is protected', project);
  // Nobody attests what a pull request builds, so its namespace could take none of it.
  if (file.attestationKey !== undefined)
    throw hostsNone(name, 'takes attested images alone', project);
  if (file.preview === undefined) throw hostsNone(name, `has no nxHelm.preview`, project);
  const other = releases.find((each) => each.options.namespace !== namespace);
  if (other !== undefined) {
    throw hostsNone(name, `has ${other.project} in another namespace`, project);
  }
  return file.preview;
}

async function connected(
  named: Named,
  { root }: ExecutorContext,
  project: string,
): Promise<PreviewBase> {
  const { options } = named;
  const connection = connect(root, options, project);
  await connection.assertCluster();
  const args = ['get', 'namespace', 'kube-system', '--output', 'jsonpath={.metadata.uid}'];
  const cluster = (await connection.kubectl.read(args)).trim();
  return { ...named, root, project, connection, cluster };
}

function hostsNone(environment: string, why: string, project: string): UserError {
  return new UserError(
    'NXHELM_PREVIEW_BASE',
    `${environment} hosts no previews, because it ${why}; nothing was changed`,
    `choose another environment with -c, or add "nxHelm: { preview: {} }" to its file`,
    { project },
  );
}
