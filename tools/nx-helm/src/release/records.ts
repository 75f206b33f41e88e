import { UserError } from '@taskora/base/errors';
import type { Kubectl } from '../cluster/connect.ts';
import type { ReleaseRevision } from '../cluster/cluster-state.ts';
import type { ConfigMap, ConfigMapContent } from '../cluster/config-map.ts';
import { changeConfigMap, readConfigMap } from '../cluster/config-map.ts';
import { completeRecords } from './missing-records.ts';
import type { RolloutRecord } from './record.ts';
import type { Kept } from './standing.ts';
import { describeCondition } from './standing.ts';

/** Older ones go: a ConfigMap holds 1 MiB, and Helm itself keeps ten revisions. */
export const recordsMost = 20;
const recordsKey = 'records.json';
/** The name under which clusters already have the normalised differences; a new one would lose them. */
const normalisedKey = 'settled.json';
const inputsKey = 'inputs.json.gz';
const unfinishedKey = 'unfinished';
const migratedKey = 'migrated.json';
/** Of one change; an object of the API server has at most 1 MiB. */
const detailsMost = 40;

/** What is kept of the last rollout besides its record. */
interface LastRollout {
  /** What the release was made from, in base64. */
  readonly inputs?: string | undefined;
  /** Differences between render and cluster that the API server made right after it. */
  readonly normalised?: readonly string[] | undefined;
  /** What its hooks have migrated. */
  readonly migrated?: Migrated | undefined;
  /** Set while foreign fields are being adopted; a run that ends then has to be repeated. */
  readonly isUnfinished?: boolean | undefined;
}

/** What the hooks of a revision that ended well did, or had done before, as one digest. */
export interface Migrated {
  readonly revision: number;
  readonly digest: string;
}

export interface History extends LastRollout {
  readonly records: readonly RolloutRecord[];
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
  return (await readHistory(kubectl, release)).records;
}

export async function readHistory(kubectl: Kubectl, release: string): Promise<History> {
  return historyIn(await readConfigMap(kubectl, historyName(release)));
}

/** Also of an object that was read with others. */
export function historyIn(object: ConfigMap | undefined): History {
  return {
    records: listIn<unknown>(object, recordsKey).filter(isRecord),
    normalised: listIn<string>(object, normalisedKey),
    inputs: object?.binaryData?.[inputsKey],
    migrated: migratedIn(object),
    isUnfinished: object?.data?.[unfinishedKey] !== undefined,
  };
}

/**
 * Adds a record, and replaces what is kept of the last rollout where that is given. Where Helm's
 * revisions are given, those that have no record get one.
 */
export function appendRecord(
  kubectl: Kubectl,
  release: string,
  record: RolloutRecord,
  { revisions = [], ...last }: LastRollout & { readonly revisions?: Revisions } = {},
): Promise<void> {
  return changeHistory(kubectl, release, (before) => ({
    records: completeRecords(
      [...others(before.records, record), shortened(record)],
      revisions,
    ).slice(-recordsMost),
    inputs: last.inputs ?? before.inputs,
    normalised: last.normalised ?? before.normalised,
    migrated: last.migrated,
    isUnfinished: last.isUnfinished ?? before.isUnfinished,
  }));
}

type Revisions = readonly ReleaseRevision[];

/** The run itself knows more than one that found its revision while it was still at work. */
function others(records: readonly RolloutRecord[], { revision }: RolloutRecord) {
  return records.filter((one) => !(one.isReconstructed === true && one.revision === revision));
}

/** Adds records of the revisions that have none, such as those of a run that was killed. */
export function completeHistory(
  kubectl: Kubectl,
  release: string,
  revisions: Revisions,
): Promise<void> {
  return changeHistory(kubectl, release, (before) => ({
    ...before,
    records: completeRecords(before.records, revisions).slice(-recordsMost),
  }));
}

/** Written before a step that a later run could not see, and removed with the step's record. */
export function markUnfinished(kubectl: Kubectl, release: string): Promise<void> {
  return changeHistory(kubectl, release, (before) => ({ ...before, isUnfinished: true }));
}

function shortened(record: RolloutRecord): RolloutRecord {
  const changes = record.changes.map((change) => {
    const more = change.details.length - detailsMost;
    if (more <= 0) return change;
    return { ...change, details: [...change.details.slice(0, detailsMost), `and ${more} more`] };
  });
  return { ...record, changes };
}

async function changeHistory(
  kubectl: Kubectl,
  release: string,
  change: (before: History) => History,
): Promise<void> {
  const name = historyName(release);
  const failure = await changeConfigMap(kubectl, name, (present) =>
    historyContent(release, change(historyIn(present))),
  );
  if (failure === undefined) return;
  throw new UserError(
    'NXHELM_HISTORY_NOT_WRITTEN',
    `the rollout could not be recorded in ConfigMap ${name}: ${failure.text}`,
    failure.isConflict
      ? `npx nx run ${release}:helm-deploy once more, which completes the history`
      : `kubectl --namespace ${kubectl.namespace} auth can-i update configmaps`,
    { project: release },
  );
}

function migratedIn(object: ConfigMap | undefined): Migrated | undefined {
  try {
    const value = JSON.parse(object?.data?.[migratedKey] ?? 'null') as Partial<Migrated> | null;
    const { revision, digest } = value ?? {};
    return typeof revision === 'number' && typeof digest === 'string'
      ? { revision, digest }
      : undefined;
  } catch {
    return undefined;
  }
}

/** Those that somebody has edited into something else are left out. */
function isRecord(value: unknown): value is RolloutRecord {
  if (typeof value !== 'object' || value === null) return false;
  const record = value as Partial<Record<keyof RolloutRecord, unknown>>;
  return (
    typeof record.revision === 'number' &&
    typeof record.durationSeconds === 'number' &&
    typeof record.result === 'string' &&
    typeof record.startedAt === 'string' &&
    Array.isArray(record.changes)
  );
}

/** A history that somebody has edited into something else is begun anew: it explains, it does not decide. */
function listIn<Item>(object: ConfigMap | undefined, key: string): readonly Item[] {
  try {
    const list: unknown = JSON.parse(object?.data?.[key] ?? '[]');
    return Array.isArray(list) ? (list as Item[]) : [];
  } catch {
    return [];
  }
}

function historyContent(
  release: string,
  { records, inputs, normalised = [], migrated, isUnfinished }: History,
): ConfigMapContent {
  return {
    labels: { 'nx-helm/release': release },
    data: {
      [recordsKey]: JSON.stringify(records),
      [normalisedKey]: JSON.stringify(normalised),
      ...(migrated === undefined ? {} : { [migratedKey]: JSON.stringify(migrated) }),
      ...(isUnfinished === true ? { [unfinishedKey]: 'true' } : {}),
    },
    ...(inputs === undefined ? {} : { binaryData: { [inputsKey]: inputs } }),
  };
}

/** A release that stays at what a person rolled it back to. */
interface KeptRelease {
  readonly kubectl: Kubectl;
  readonly release: string;
  readonly kept: Kept;
}

/** Says why unchanged sources are not deployed, and the command that deploys them. */
export async function keptMessage(given: KeptRelease): Promise<string> {
  const { release } = given;
  return (
    `${release}: ${await describeKept(given)}. A changed source is deployed as usual; ` +
    `to deploy this one: npx nx run ${release}:helm-deploy --force`
  );
}

/** The condition with the recorded reason and author of the rollback, in one clause. */
export async function describeKept({ kubectl, release, kept }: KeptRelease): Promise<string> {
  // Without the right to read the history the rollback is still a rollback.
  const records = await readRecords(kubectl, release).catch(() => []);
  // A later failed deploy has recorded revisions of its own, which say nothing of the rollback.
  const record = records.findLast(
    (one) => one.revision <= kept.revision && one.reasonCode === 'rollback',
  );
  const why = record === undefined ? '' : ` (${record.explanation}; by ${record.by})`;
  return `${describeCondition(kept)}${why}`;
}
