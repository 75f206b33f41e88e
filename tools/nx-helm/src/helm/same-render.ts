import { NxHelmError } from '../errors.ts';
import type { FingerprintFile } from './manifests.ts';

/** The manifests of another environment may lie there from an earlier run. */
export function refuseForeignRender(
  { environment }: FingerprintFile,
  wanted: string,
  project: string,
): void {
  if (environment === wanted) return;
  throw new NxHelmError({
    code: 'NXHELM_RENDER_OTHER_ENVIRONMENT',
    project,
    what: `its manifests are rendered for "${environment}", not for "${wanted}"`,
    command: `npx nx run ${project}:helm-template -c ${wanted}`,
  });
}

/** Between a decision and Helm's reading of the files another run may have rendered other manifests. */
export function assertSameRender(
  decided: FingerprintFile,
  present: FingerprintFile,
  project: string,
): void {
  const { fingerprint, environment } = present;
  if (fingerprint === decided.fingerprint && environment === decided.environment) return;
  throw new NxHelmError({
    code: 'NXHELM_RENDER_REPLACED',
    project,
    what: `another run has rendered its manifests for "${environment}" while this one, for "${decided.environment}", was about to roll them out, so nothing is rolled out`,
    command: `npx nx run ${project}:helm-deploy -c ${decided.environment}`,
  });
}
