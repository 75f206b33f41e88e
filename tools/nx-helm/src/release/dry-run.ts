import { UserError } from '@taskora/base/errors';
import { helmErrorText, serverDryRunFlag } from '../chart/helm.ts';
import { objectsOf } from '../chart/manifests.ts';
import type { Decision } from './decide.ts';
import { decide } from './decide.ts';
import type { DeployRequest } from './deploy-request.ts';
import { readState } from './deploy.ts';
import { readRemoval, refusalOf, describeRemoval } from './refusals.ts';
import { releaseDiff, releaseDiffText, tryServerApply } from './release-diff.ts';
import { placeArguments } from './stored-release.ts';

/**
 * Prints what a deploy would do, and changes nothing: it takes no Lease and makes no revision.
 * `client` compares the render with the release; `server` also has the API server check it.
 */
export async function dryRun(request: DeployRequest, mode: 'client' | 'server'): Promise<void> {
  const { release } = request;
  const rendered = await request.readRender();
  const state = await readState(request);
  const decision = decide({ ...request, state });
  const difference = await releaseDiff({ ...request, rendered, isLive: false });
  const form = difference.revision === 0 ? rendered.install : rendered.upgrade;
  const findings = mode === 'server' ? await checkByServer(request, form) : [];
  console.log(releaseDiffText(difference));
  const { releases } = state;
  const removal = await readRemoval(request, decision, releases);
  if (removal !== undefined) console.log(`${release}: deletes ${describeRemoval(removal)}`);
  const refusal = await refusalOf(request, decision, { releases, removal });
  for (const message of findings) console.log(`${release}: ${message}`);
  console.log(
    `${release}: dry run (${mode}), nothing was changed; a deploy ${refusal ?? describeDecision(decision)}`,
  );
}

function describeDecision(decision: Decision): string {
  if (decision.action !== 'skip') {
    return `would ${decision.action} it as revision ${decision.nextRevision}, because ${decision.explanation}`;
  }
  return decision.kept === undefined
    ? `would skip it, unchanged since revision ${decision.revision}`
    : `would keep it at revision ${decision.revision}, to which it was rolled back on purpose`;
}

/** Helm renders again with the cluster's capabilities, and the API server checks the objects. */
async function checkByServer(request: DeployRequest, manifest: string): Promise<string[]> {
  const { helm, kubectl, release, chartFolder, valuesFiles } = request;
  const flag = await serverDryRunFlag(helm, release);
  const values = valuesFiles.flatMap((file) => ['--values', file]);
  const args = ['upgrade', release, chartFolder, '--install', ...values, '--reset-values', flag];
  const result = await helm.run([...args, ...placeArguments(request)]);
  if (result.exitCode !== 0) throw refused(release, `Helm: ${helmErrorText(result)}`);
  const answer = await tryServerApply(kubectl, objectsOf(manifest), request);
  const message = answer.stderr.trim();
  if (answer.exitCode === 0) return ['the API server accepts it', ...linesOf(message)];
  if (/namespaces ".*" not found/.test(message)) {
    return [
      `namespace ${request.namespace} does not exist yet, so the API server could not check the objects`,
    ];
  }
  throw refused(release, `the API server: ${message}`);
}

/**
 * Warnings of the API server, such as of a pod that the namespace's security level would refuse.
 */
function linesOf(message: string): string[] {
  return message.split('\n').filter((line) => line !== '');
}

function refused(release: string, message: string): UserError {
  return new UserError(
    'NXHELM_DRY_RUN_REFUSED',
    `a deploy would fail. ${message}`,
    `correct the chart or its values, then npx nx run ${release}:helm-deploy --dry-run=server`,
    { project: release },
  );
}
