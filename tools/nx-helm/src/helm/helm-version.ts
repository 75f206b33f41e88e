import { lt, parse } from 'semver';
import { NxHelmError } from '../errors.ts';
import type { Helm } from './helm.ts';

/** `helm upgrade --labels` is in Helm since this version. */
const oldestVersion = '3.14.0';

/** Flags that differ between the versions; the probe is made only when something is deployed. */
export interface VersionFlags {
  readonly rollback: readonly string[];
  /** Takes fields back that other programs have changed; Helm 3 does so unasked. */
  readonly takeBack: readonly string[];
}

export async function versionFlags(helm: Helm, project: string): Promise<VersionFlags> {
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
  return version.major >= 4
    ? { rollback: ['--rollback-on-failure'], takeBack: ['--force-conflicts'] }
    : { rollback: ['--atomic'], takeBack: [] };
}
