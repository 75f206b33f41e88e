import { lt, parse } from 'semver';
import { NxHelmError } from '../errors.ts';
import type { Helm } from './helm.ts';

/** `helm upgrade --labels` is in Helm since this version. */
const oldestVersion = '3.14.0';

/** Helm 4 renamed the flag that rolls back; the probe is made only when something is deployed. */
export async function rollbackFlag(helm: Helm, project: string): Promise<string> {
  const { stdout } = await helm.run(['version', '--template', '{{.Version}}']);
  const version = parse(stdout.trim());
  if (version === null || lt(version, oldestVersion)) {
    throw new NxHelmError({
      code: 'NXHELM_HELM_TOO_OLD',
      project,
      what: `helm says its version is "${stdout.trim()}", and ${oldestVersion} is the oldest that works`,
      command: 'install Helm 4, or remove the old one from the programs folder and PATH',
    });
  }
  return version.major >= 4 ? '--rollback-on-failure' : '--atomic';
}
