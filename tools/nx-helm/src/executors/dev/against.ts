import type { ExecutorContext } from '@nx/devkit';
import { UserError } from '@taskora/base/errors';
import type { Forwards } from '../../against/forwards.ts';
import { openForwards } from '../../against/forwards.ts';
import { filesInMemory, readMountedFiles } from '../../against/mounted-files.ts';
import { resolveEnvironment } from '../../against/pod-environment.ts';
import { readPodOfRelease } from '../../against/pod-template.ts';
import { addressesIn, withAddresses } from '../../against/service-addresses.ts';
import { StoredSettings } from '../../against/stored-settings.ts';
import { readEnvironment } from '../../chart/environment-file.ts';
import { connectRelease, readInstalled, storedManifest } from '../../release/stored-release.ts';
import { placeOf, pluginOptionsOf, workspaceOf } from '../report.ts';
import type { DevOptions } from './options.ts';

/** What belongs to a machine and not to an app, whatever a pod says. */
const ownVariables = ['HOME', 'NODE_OPTIONS', 'PATH', 'TMPDIR'];

interface Run {
  readonly context: ExecutorContext;
  readonly project: string;
  readonly stop: AbortSignal;
}

/** What an app of this machine needs to stand in an environment. */
export interface Place {
  readonly variables: ReadonlyMap<string, string>;
  /** Of the forwards. */
  readonly ended: Promise<unknown>;
  /** Removes the files that are in memory. */
  remove(): void;
}

export async function againstOf(
  { against, container, withoutVariables = [] }: DevOptions & { readonly against: string },
  { context, project, stop }: Run,
): Promise<Place> {
  const { root } = context;
  const known = pluginOptionsOf(context);
  const { namespace: own, contexts, programsDirectory, environmentsDirectory } = known;
  refuseImagesOnly(root, { directory: environmentsDirectory, against, project });
  const options = {
    namespace: own,
    contexts,
    programsDirectory,
    ...placeOf(context, { environment: against }),
  };
  const say = (message: string): void => console.log(`${project}: ${message}`);
  const release = connectRelease(root, options, project);
  await readInstalled(release);
  const { kubectl, namespace } = release;
  const manifest = await storedManifest(release);
  const pod = await readPodOfRelease(kubectl, { release: project, manifest, container });
  const settings = new StoredSettings(kubectl, project);
  const resolved = await resolveEnvironment(pod, namespace, settings);
  const mounts = await readMountedFiles(pod, settings);
  const variables = new Map(resolved.variables);
  for (const name of [...ownVariables, ...withoutVariables]) variables.delete(name);
  const secret = [...resolved.secret].filter((name) => variables.has(name));
  say(
    `${variables.size} variables of Deployment ${pod.deployment} in ${namespace}, ${secret.length} of them from Secrets; none is written to disk`,
  );
  if (resolved.leftOut.length > 0)
    say(`only a pod has a value for ${resolved.leftOut.join(', ')}; left out`);
  const forwards = await openForwards(addressesIn(variables), {
    release: project,
    namespace,
    releases: new Set(Object.keys(workspaceOf(context).projects)),
    environment: against,
    connectTo: (other) =>
      other === namespace
        ? release
        : connectRelease(root, { ...options, namespace: other }, project),
    stop,
    say,
  });
  return placeWith(forwards, mounts, variables, say);
}

function placeWith(
  forwards: Forwards,
  mounts: Parameters<typeof filesInMemory>[0],
  variables: ReadonlyMap<string, string>,
  say: (message: string) => void,
): Place {
  const { ended } = forwards;
  const here = withAddresses(variables, forwards.localOf);
  if (mounts.length === 0) return { variables: here, ended, remove: () => undefined };
  const paths = mounts.map(({ mountPath }) => mountPath).join(', ');
  const files = filesInMemory(mounts, here);
  if (files === undefined) {
    say(`the files of ${paths} are left out: this machine would write them to a disk`);
    return { variables: here, ended, remove: () => undefined };
  }
  say(`the files of ${paths} are in memory, below ${files.folder}`);
  return { variables: files.variables, ended, remove: files.remove };
}

interface Asked {
  readonly directory: string;
  readonly against: string;
  readonly project: string;
}

/** What is edited here would write into the data of people. */
function refuseImagesOnly(root: string, { directory, against, project }: Asked): void {
  const { protection, attestationKey, file } = readEnvironment(root, directory, against, project);
  if (attestationKey !== undefined) {
    throw new UserError(
      'NXHELM_DEV_ATTESTED',
      `the environment "${against}" runs attested images alone, and no app of this machine gets its Secrets and its database; nothing was read`,
      `choose another one by --against, or take "attestationKey" out of nxHelm in ${file}`,
      { project },
    );
  }
  if (protection.size === 0) return;
  throw new UserError(
    'NXHELM_DEV_PROTECTED',
    `the environment "${against}" is protected, and no app of this machine gets its Secrets and its database; nothing was read`,
    `choose another one by --against, or take "protection" out of nxHelm in ${file}`,
    { project },
  );
}
