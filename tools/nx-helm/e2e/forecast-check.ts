import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { git } from '../src/base/git.ts';
import { run } from '@taskora/base/run';
import { environmentWith } from '../src/base/settings.ts';
import type { Forecast } from '../src/change/forecast.ts';
import { forecast } from '../src/change/forecast.ts';
import type { Verdict } from '../src/change/verdict.ts';
import type { ScriptedEdit } from './workspace-editor.ts';
import { editorOf } from './workspace-editor.ts';

/**
 * Deploys the workspace's present state and returns the releases that rolled: by a real deployment,
 * or by the real builds and renders without a cluster. What the first call rolls does not count.
 */
export type Deploy = (workspace: string) => Promise<ReadonlySet<string>>;

export interface EditOutcome {
  readonly edit: string;
  readonly forecast: Readonly<Record<string, Verdict>>;
  readonly rolled: readonly string[];
  /** Where the forecast was wrong, as text. */
  readonly faults: readonly string[];
  readonly forecastSeconds: number;
}

export interface ForecastCheck {
  readonly outcomes: readonly EditOutcome[];
  readonly faults: readonly string[];
  /** How often each verdict was given, and how often the release rolled then. */
  readonly verdicts: Readonly<Record<Verdict, { readonly given: number; readonly rolled: number }>>;
  readonly shareOfMay: number;
}

export interface CheckRequest {
  /** A clone of its own, with nothing that is not committed. */
  readonly workspace: string;
  readonly edits: readonly ScriptedEdit[];
  readonly deploy: Deploy;
  readonly onOutcome?: (outcome: EditOutcome) => void;
}

/**
 * Makes one edit after the other, each on top of those before it; forecasts it from the working tree
 * against the last commit, deploys it, compares, and commits it.
 */
export async function checkForecast(request: CheckRequest): Promise<ForecastCheck> {
  const { workspace, edits, deploy, onOutcome = () => undefined } = request;
  await deploy(workspace);
  const outcomes: EditOutcome[] = [];
  for (const { name, edit } of edits) {
    edit(editorOf(workspace));
    const started = performance.now();
    const result = await forecast({ workspaceRoot: workspace, base: 'HEAD' });
    const forecastSeconds = Math.round((performance.now() - started) / 100) / 10;
    const rolled = await deploy(workspace);
    const outcome = compare(name, result, rolled, forecastSeconds);
    outcomes.push(outcome);
    onOutcome(outcome);
    await commitAll(workspace, name);
  }
  return summary(outcomes);
}

function compare(
  edit: string,
  { releases }: Forecast,
  rolled: ReadonlySet<string>,
  forecastSeconds: number,
): EditOutcome {
  const faults = releases.flatMap(({ project, verdict }) => {
    if (verdict === 'no' && rolled.has(project)) return [`${edit}: ${project} rolled, forecast no`];
    if (verdict === 'rolls' && !rolled.has(project)) {
      return [`${edit}: ${project} did not roll, forecast rolls`];
    }
    return [];
  });
  const known = new Set(releases.map(({ project }) => project));
  const unforeseen = [...rolled]
    .filter((project) => !known.has(project))
    .map((project) => `${edit}: ${project} rolled, and no forecast was made`);
  return {
    edit,
    forecast: Object.fromEntries(releases.map(({ project, verdict }) => [project, verdict])),
    rolled: [...rolled].toSorted(),
    faults: [...faults, ...unforeseen],
    forecastSeconds,
  };
}

export function summary(outcomes: readonly EditOutcome[]): ForecastCheck {
  const all = outcomes.flatMap(({ forecast: verdicts, rolled }) =>
    Object.entries(verdicts).map(([project, verdict]) => ({
      verdict,
      hasRolled: rolled.includes(project),
    })),
  );
  const count = (wanted: Verdict) => {
    const given = all.filter(({ verdict }) => verdict === wanted);
    return { given: given.length, rolled: given.filter(({ hasRolled }) => hasRolled).length };
  };
  const verdicts = { rolls: count('rolls'), may: count('may'), no: count('no') };
  return {
    outcomes,
    faults: outcomes.flatMap(({ faults }) => faults),
    verdicts,
    shareOfMay: verdicts.may.given / Math.max(1, all.length),
  };
}

/** Commits all there is, also nothing, under a name of its own. */
export async function commitAll(workspace: string, message: string): Promise<void> {
  const person = ['-c', 'user.name=Check', '-c', 'user.email=check@example.org'];
  await git(workspace, ['add', '--all']);
  await git(workspace, [
    ...person,
    'commit',
    '--quiet',
    '--no-verify',
    '--allow-empty',
    '--message',
    message,
  ]);
}

/**
 * The truth without a cluster: builds and renders everything, and compares the fingerprints with
 * those of the call before. A deployment rolls exactly where they differ.
 */
export function deployByFingerprint(releases: readonly string[], nxProgram: string): Deploy {
  let known = new Map<string, string>();
  return async (workspace) => {
    const args = ['run-many', '--targets=helm-template', `--projects=${releases.join(',')}`];
    const { exitCode, stdout, stderr } = await run(process.execPath, [nxProgram, ...args], {
      directory: workspace,
      environment: environmentWith({
        NX_DAEMON: 'false',
        NX_TUI: 'false',
        NX_WORKSPACE_ROOT_PATH: workspace,
      }),
    });
    if (exitCode !== 0) throw new Error(`${stdout}\n${stderr}`);
    const present = new Map(releases.map((name) => [name, fingerprintIn(workspace, name)]));
    const rolled = releases.filter((name) => known.get(name) !== present.get(name));
    known = present;
    return new Set(rolled);
  };
}

function fingerprintIn(workspace: string, release: string): string {
  const file = join(workspace, 'dist/manifests', release, 'fingerprint.json');
  return (JSON.parse(readFileSync(file, 'utf8')) as { readonly fingerprint: string }).fingerprint;
}
