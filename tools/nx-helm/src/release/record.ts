/** What kind of thing changed between two states of a release's inputs. */
export type ChangeKind =
  'source' | 'lib' | 'package' | 'chart' | 'values' | 'base-image' | 'plugin' | 'other';

/** One changed input, with the differences that show it. */
export interface Change {
  readonly kind: ChangeKind;
  /** Project, package, chart or environment file. */
  readonly name: string;
  /** Such as `libs/ui/src/button.tsx` or `next 16.4.5 -> 16.4.6`. */
  readonly details: readonly string[];
}

/**
 * The most specific first: what a person edited for this release, then what came from elsewhere.
 */
const order: readonly ChangeKind[] = [
  'source',
  'lib',
  'package',
  'chart',
  'values',
  'base-image',
  'plugin',
  'other',
];

/** Keeps the order within a kind, in which chosen packages come before those they brought. */
export function sortChanges(changes: readonly Change[]): Change[] {
  return changes.toSorted((one, other) => order.indexOf(one.kind) - order.indexOf(other.kind));
}

/** The reason code in the release's label. */
export function reasonCode(changes: readonly Change[]): ChangeKind {
  return sortChanges(changes)[0]?.kind ?? 'other';
}

/** For people, in one clause: `lib ui and package next 16.4.5 -> 16.4.6`. */
export function describeChanges(
  changes: readonly Change[],
  form: 'short' | 'full' = 'short',
): string {
  if (changes.length === 0) return 'no known input changed';
  const sorted = sortChanges(changes);
  return form === 'full' ? sorted.map(fullLine).join('\n') : shortClause(sorted);
}

const namedInShort = 3;

function shortClause(changes: readonly Change[]): string {
  const named = changes.slice(0, namedInShort).map(shortName);
  const rest = changes.length - named.length;
  const parts = rest > 0 ? [...named, `${rest} more`] : named;
  const last = parts.at(-1) ?? '';
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(', ')} and ${last}`;
}

/** A package's detail says its name and both versions; any other name says enough. */
function shortName({ kind, name, details }: Change): string {
  const [only] = details;
  if (kind === 'package') return details.length === 1 ? `package ${only ?? name}` : name;
  if (kind === 'other') return name;
  return `${kind === 'base-image' ? 'base image' : kind} ${name}`;
}

/** A change of many files shows the first of them; a JSON output has them all. */
const shownDetails = 5;

function fullLine({ kind, name, details }: Change): string {
  const label = kind === 'base-image' ? 'base image' : kind;
  if (details.length === 0) return `${label} ${name}`;
  const more = details.length - shownDetails;
  const shown = details.slice(0, shownDetails).join(', ');
  return `${label} ${name}: ${shown}${more > 0 ? ` and ${more} more` : ''}`;
}

/** An input that was another one than in the revision before, as it was known when the release rolled. */
interface RecordedChange extends Omit<Change, 'kind'> {
  readonly kind: string;
}

/** What happened to a release once, and why: longer than a label may be, and kept beside the release. */
export interface RolloutRecord {
  readonly revision: number;
  readonly action: 'installed' | 'upgraded' | 'healed' | 'failed' | 'rolled-back' | 'promoted';
  /** A reason code; also the label `reason` of the revision where one was written. */
  readonly reasonCode: string;
  /** For people, in one sentence. */
  readonly explanation: string;
  readonly changes: readonly RecordedChange[];
  readonly commit: string;
  readonly dirty: boolean;
  /** Who, on which machine. */
  readonly by: string;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly durationSeconds: number;
  /** `deployed`, `promoted`, the code of the error that ended it, or where that is not known Helm's status. */
  readonly result: string;
  /** Written by a later run, for one that could not. */
  readonly isReconstructed?: boolean;
}

/** The newest last, as a log is read. */
export function formatHistory({
  release,
  records,
  leftOut,
  foreign = [],
}: {
  readonly release: string;
  readonly records: readonly RolloutRecord[];
  /** Set where the environment leaves the release out. */
  readonly leftOut?: string;
  /** What another program deploys of it, in one line each. */
  readonly foreign?: readonly string[];
}): string {
  const notes = [...(leftOut === undefined ? [] : [leftOut]), ...foreign];
  const note = notes.map((each) => `; ${each}`).join('');
  if (records.length === 0) return `${release}: nothing is recorded${note}`;
  return [`${release}${note}`, ...records.flatMap(linesOf)].join('\n');
}

function linesOf(record: RolloutRecord): string[] {
  const { revision, action, reasonCode, explanation, commit, dirty, by } = record;
  const { startedAt, durationSeconds, result } = record;
  const origin = `commit ${commit}${dirty ? ' with uncommitted changes' : ''}`;
  return [
    `  ${revision}  ${startedAt}  ${action} (${reasonCode}): ${explanation}`,
    `      ${origin}, by ${by}, ${durationSeconds.toFixed(1)} s, ${result}`,
    ...record.changes
      .filter(isKnown)
      .flatMap((change) => describeChanges([change], 'full').split('\n'))
      .map((line) => `      ${line}`),
  ];
}

/** A record of a later version of this plugin may know other kinds. */
function isKnown(change: RecordedChange): change is Change {
  return typeof change.kind === 'string' && Array.isArray(change.details);
}
