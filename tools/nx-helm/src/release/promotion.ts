import { UserError } from '@taskora/base/errors';
import { imagesIn } from '../chart/manifest-objects.ts';
import type { DeployedRelease } from '../chart/releases.ts';
import type { ReleaseDrift } from './drift.ts';
import { hasDrift } from './drift.ts';
import { driftReader } from './drift-reader.ts';
import type { RolloutRecord } from './record.ts';
import { readRecords } from './records.ts';
import { connectRelease, placeArguments, readInstalled, storedManifest } from './stored-release.ts';

/** A test of a release's chart, as Helm keeps its last run. */
interface TestRun {
  readonly name: string;
  /** Helm's, such as `Succeeded`; undefined where it was never run. */
  readonly phase?: string;
  readonly at?: string;
}

/** What an environment runs of a release, and how it has proved. */
export interface ProvenRelease {
  readonly release: string;
  readonly environment: string;
  readonly revision: number;
  readonly commit: string;
  /** The rollout that made the revision, where it is recorded. */
  readonly rollout?: RolloutRecord;
  readonly tests: readonly TestRun[];
  /** By name and tag or digest, without where they were pulled from. */
  readonly images: readonly string[];
}

/** Reads it, and refuses what is not as its revision made it: then nobody has tried what would be promoted. */
export async function readProven(
  workspaceRoot: string,
  source: DeployedRelease,
): Promise<ProvenRelease> {
  const { project: release, options } = source;
  const place = connectRelease(workspaceRoot, options, release);
  const { latest } = await readInstalled(place);
  const drift = await driftReader(workspaceRoot, [source]).driftOf(source);
  if (latest.status !== 'deployed' || hasDrift(drift)) {
    throw drifted(options.environment, latest.status, drift);
  }
  const [manifest, records, status] = await Promise.all([
    storedManifest(place),
    readRecords(place.kubectl, release),
    place.helm.run(['status', release, '--output', 'json', ...placeArguments(place)]),
  ]);
  const rollout = records.findLast(
    ({ revision, result }) => revision === latest.revision && result === 'deployed',
  );
  return {
    release,
    environment: options.environment,
    revision: latest.revision,
    commit: latest.labels['commit'] ?? 'unknown',
    ...(rollout === undefined ? {} : { rollout }),
    tests: status.exitCode === 0 ? testsIn(status.stdout) : [],
    images: imagesIn(manifest).map(contentOf),
  };
}

function drifted(environment: string, status: string, drift: ReleaseDrift): UserError {
  const [first = `its status is ${status}`] = [...drift.revision, ...drift.live];
  return new UserError(
    'NXHELM_PROMOTE_DRIFTED',
    `what ${environment} runs is not what was deployed there, so it proves nothing: ${first}`,
    `npx nx run infra:drift -c ${environment}`,
    { project: drift.release },
  );
}

interface HelmStatus {
  readonly hooks?: readonly {
    readonly name: string;
    readonly events?: readonly string[];
    readonly last_run?: { readonly phase?: string; readonly completed_at?: string };
  }[];
}

function testsIn(json: string): TestRun[] {
  const { hooks = [] } = JSON.parse(json) as HelmStatus;
  return hooks
    .filter(({ events = [] }) => events.includes('test'))
    .map(({ name, last_run: { phase, completed_at: at } = {} }) => ({
      name,
      ...(phase === undefined || phase === '' ? {} : { phase }),
      ...(at === undefined || at === '' ? {} : { at }),
    }));
}

/** `api:c-0123456789ab` or `api@sha256:…`: the same image in another registry has the same. */
export function contentOf(image: string): string {
  return image.split('/').at(-1) ?? image;
}

/** Refuses what would be another image than the one that was tried. */
export function refuseOtherImages(
  { release, environment, images, commit }: ProvenRelease,
  offered: ReadonlySet<string>,
): void {
  const missing = images.find((image) => !offered.has(image));
  if (missing === undefined) return;
  throw new UserError(
    'NXHELM_PROMOTE_IMAGES',
    `${environment} runs ${missing}, and this checkout has ${[...offered].join(', ')}; nothing was changed`,
    `git switch --detach ${commit}, and promote from there`,
    { project: release },
  );
}

const secondsPerMinute = 60;
const minutesPerHour = 60;
const hoursPerDay = 24;

/** For people: since when it runs, who made it so, and what its tests said. */
export function describeProven(proven: ProvenRelease, now: Date): string {
  const { release, environment, revision, commit, rollout, tests } = proven;
  const since =
    rollout === undefined
      ? 'when it was deployed is not recorded'
      : `deployed ${rollout.startedAt} by ${rollout.by}, runs for ${duration(rollout, now)}`;
  const dirty = rollout?.dirty === true ? ' with uncommitted changes' : '';
  return `${release}: revision ${revision} of ${environment}, commit ${commit}${dirty}, ${since}; ${describeTests(tests)}`;
}

function describeTests(tests: readonly TestRun[]): string {
  if (tests.length === 0) return 'it has no tests';
  return tests
    .map(({ name, phase = 'never run', at }) => {
      const when = at === undefined ? '' : ` ${at}`;
      return `test ${name}: ${phase}${when}`;
    })
    .join(', ');
}

function duration({ startedAt }: RolloutRecord, now: Date): string {
  const minutes = Math.floor((now.getTime() - Date.parse(startedAt)) / 1000 / secondsPerMinute);
  const hours = Math.floor(minutes / minutesPerHour);
  if (hours < 1) return `${minutes} min`;
  if (hours < hoursPerDay) return `${hours} h`;
  return `${Math.floor(hours / hoursPerDay)} d`;
}
