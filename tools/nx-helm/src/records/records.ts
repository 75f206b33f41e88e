import { setTimeout as sleep } from 'node:timers/promises';
import { NxHelmError } from '../errors.ts';
import type { Kubectl } from '../kubernetes/kubectl.ts';
import type { RolloutRecord } from './record.ts';

/** Older ones go: a ConfigMap holds 1 MiB, and Helm itself keeps ten revisions. */
export const recordsMost = 20;
const dataKey = 'records.json';
const attempts = 6;
const pauseMilliseconds = 40;

interface HistoryObject {
  readonly metadata: { readonly resourceVersion?: string };
  readonly data?: Readonly<Record<string, string>>;
}

/** The ConfigMap is beside the release and not of it: Helm neither makes nor removes it. */
export function historyName(release: string): string {
  return `nx-helm-history-${release}`;
}

/** Oldest first; a release that was never recorded has none. */
export async function readRecords(
  kubectl: Kubectl,
  release: string,
): Promise<readonly RolloutRecord[]> {
  return recordsIn(await readHistory(kubectl, release));
}

/**
 * Adds a record. What another run wrote between reading and writing is never lost: the API server
 * takes the write only if nobody did, and else it is read again.
 */
export async function appendRecord(
  kubectl: Kubectl,
  release: string,
  record: RolloutRecord,
): Promise<void> {
  let words = '';
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const history = await readHistory(kubectl, release);
    const records = [...recordsIn(history), record].slice(-recordsMost);
    const verb = history === undefined ? 'create' : 'replace';
    const input = JSON.stringify(
      historyObject(release, records, history?.metadata.resourceVersion),
    );
    const written = await kubectl.try([verb, '--filename', '-'], { input });
    if (written.exitCode === 0) return;
    words = written.stderr.trim();
    if (!isOvertaken(words)) break;
    await sleep(pauseMilliseconds * (attempt + 1));
  }
  throw new NxHelmError({
    code: 'NXHELM_HISTORY_NOT_WRITTEN',
    project: release,
    what: `what happened could not be recorded in ConfigMap ${historyName(release)}: ${words}`,
    command: `kubectl --namespace ${kubectl.namespace} auth can-i update configmaps`,
  });
}

/** Another run has written, made or removed the ConfigMap meanwhile. */
function isOvertaken(words: string): boolean {
  return /\((Conflict|AlreadyExists|NotFound)\)/.test(words);
}

async function readHistory(kubectl: Kubectl, release: string): Promise<HistoryObject | undefined> {
  const args = ['get', 'configmap', historyName(release), '--ignore-not-found', '--output', 'json'];
  const text = await kubectl.read(args);
  return text.trim() === '' ? undefined : (JSON.parse(text) as HistoryObject);
}

/** A history that somebody has edited into something else is begun anew: it explains, it does not decide. */
function recordsIn(history: HistoryObject | undefined): readonly RolloutRecord[] {
  try {
    const records: unknown = JSON.parse(history?.data?.[dataKey] ?? '[]');
    return Array.isArray(records) ? (records as RolloutRecord[]) : [];
  } catch {
    return [];
  }
}

function historyObject(
  release: string,
  records: readonly RolloutRecord[],
  resourceVersion: string | undefined,
) {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name: historyName(release),
      labels: { 'nx-helm/release': release },
      ...(resourceVersion === undefined ? {} : { resourceVersion }),
    },
    data: { [dataKey]: JSON.stringify(records) },
  };
}
