import { NxHelmError } from '../errors.ts';
import type { Kubectl } from '../kubernetes/kubectl.ts';
import type { ObjectDiff } from '../plan/manifest-diff.ts';
import { diffManifests } from '../plan/manifest-diff.ts';
import type { RunResult } from '../process/run.ts';
import { jsonText } from '../yaml/json-text.ts';
import type { ApiObject } from './api-object.ts';
import { asHelmApplies, comparable, isKeptByPolicy, keyOf } from './api-object.ts';
import { objectsOf } from './manifests.ts';

export interface LiveDiffRequest {
  readonly kubectl: Kubectl;
  readonly release: string;
  readonly namespace: string;
  /** What Helm applied last, and what it would apply now. */
  readonly before: string;
  readonly after: string;
}

/** What Helm calls itself where the API server notes who set which field. */
const fieldManager = 'helm';

/**
 * What would become of the objects that are in the cluster now. The API server is asked by a dry run
 * of the same apply that Helm makes, so defaults, other people's fields and admission are in it.
 */
export async function liveDiff(request: LiveDiffRequest): Promise<ObjectDiff[]> {
  const { kubectl, namespace } = request;
  const wanted = objectsOf(request.after);
  const keys = new Set(wanted.map(keyOf));
  const leaving = objectsOf(request.before).filter(
    (object) => !keys.has(keyOf(object)) && !isKeptByPolicy(object),
  );
  const live = await getObjects(kubectl, [...wanted, ...leaving]);
  const applied = await dryApply(request, wanted);
  const text = (objects: readonly ApiObject[]): string =>
    objects.map((object) => jsonText(comparable(object, namespace))).join('---\n');
  return diffManifests(text(live), text(applied));
}

function listOf(items: readonly ApiObject[]) {
  return { apiVersion: 'v1', kind: 'List', items };
}

async function getObjects(kubectl: Kubectl, objects: readonly ApiObject[]): Promise<ApiObject[]> {
  if (objects.length === 0) return [];
  const input = JSON.stringify(listOf(objects));
  const args = ['get', '--ignore-not-found', '--output', 'json', '--filename', '-'];
  return itemsOf(await kubectl.read(args, { input }));
}

/** The objects as the API server would keep them. */
async function dryApply(request: LiveDiffRequest, objects: readonly ApiObject[]) {
  if (objects.length === 0) return [];
  const answer = await tryServerApply(request.kubectl, objects, request);
  if (answer.exitCode === 0) return itemsOf(answer.stdout);
  throw new NxHelmError({
    code: 'NXHELM_APPLY_REFUSED',
    project: request.release,
    what: `the API server would not take what a deploy applies: ${answer.stderr.trim()}`,
    command: `npx nx run ${request.release}:helm-deploy --dry-run=server`,
  });
}

/** Asks the API server what it would make of an apply as Helm does it, and has it keep nothing. */
export function tryServerApply(
  kubectl: Kubectl,
  objects: readonly ApiObject[],
  { release, namespace }: { readonly release: string; readonly namespace: string },
): Promise<RunResult> {
  const marked = objects.map((object) => asHelmApplies(object, release, namespace));
  const how = ['--server-side', '--force-conflicts', '--dry-run=server', '--field-manager'];
  const output = ['--output', 'json', '--filename', '-'];
  const input = JSON.stringify(listOf(marked));
  return kubectl.try(['apply', ...how, fieldManager, ...output], { input });
}

/** One object comes as itself, several in a list, none as nothing. */
function itemsOf(text: string): ApiObject[] {
  if (text.trim() === '') return [];
  const answer = JSON.parse(text) as ApiObject & { readonly items?: readonly ApiObject[] };
  return answer.items === undefined ? [answer] : [...answer.items];
}
