import type { RunResult } from '@taskora/base/run';
import { Refusal } from './api-server.ts';
import type { HelmSetting, Target } from './helm-objects.ts';
import {
  HelmError,
  objectsOf,
  refuseForeign,
  removeIfThere,
  runHooks,
  update,
  waitFor,
} from './helm-objects.ts';
import type { StoredRelease } from './helm-storage.ts';
import {
  createRevision,
  deployedOf,
  removeRevision,
  revisionsOf,
  surplusOf,
  writeRevision,
} from './helm-storage.ts';
import { failure, success } from './kubectl-model.ts';

/**
 * Helm 4.2.4 as far as a deployer sees it: in which order it writes revisions and objects, and what it
 * leaves when it ends early. A differential test holds it against the real one, but for the hook that
 * migrates: what a Job does is not the API server's.
 */
export async function runHelmModel(
  setting: HelmSetting,
  args: readonly string[],
): Promise<RunResult> {
  const [verb = '', name = '', third = ''] = args;
  try {
    switch (verb) {
      case 'version':
        return success('v4.2.4');
      case 'get':
        return success(await get(setting, name, third, args));
      case 'upgrade':
        await upgrade(setting, name, third, args);
        return success();
      case 'rollback':
        await rollback(setting, name, Number(third), {
          force: args.includes('--force-conflicts'),
          waits: args.includes('--wait'),
        });
        return success();
      case 'uninstall':
        await uninstall(setting, name, args.includes('--keep-history'));
        return success();
      default:
        return failure(`Error: unknown command "${verb}" for "helm"`);
    }
  } catch (error) {
    if (error instanceof HelmError || error instanceof Refusal) {
      return failure(`Error: ${error.message}`);
    }
    throw error;
  }
}

async function get(
  { step, api }: HelmSetting,
  what: string,
  name: string,
  args: readonly string[],
): Promise<string> {
  const revisions = await step(`helm get ${what}`, () => revisionsOf(api, name));
  const wanted = args.includes('--revision') ? Number(args[args.indexOf('--revision') + 1]) : 0;
  const release = wanted === 0 ? revisions.at(-1) : revisions.find((r) => r.revision === wanted);
  if (release === undefined) throw new HelmError('release: not found');
  if (what === 'hooks') return documents(release.manifest, true);
  if (what === 'metadata') return JSON.stringify({ applyMethod: release.applyMethod });
  return documents(release.manifest, false);
}

/** Helm keeps hooks apart from all else. */
function documents(manifest: string, areHooks: boolean): string {
  const parts = manifest.split(/^(?=---$)/m);
  return parts.filter((part) => part.includes('"helm.sh/hook"') === areHooks).join('');
}

function labelsIn(args: readonly string[]): Record<string, string> {
  const text = args.includes('--labels') ? (args[args.indexOf('--labels') + 1] ?? '') : '';
  const pairs = text.split(',').filter(Boolean);
  return Object.fromEntries(pairs.map((pair) => pair.split('=') as [string, string]));
}

async function upgrade(
  setting: HelmSetting,
  name: string,
  chartFolder: string,
  args: readonly string[],
): Promise<void> {
  const { step, api } = setting;
  const manifest = setting.manifestOf(chartFolder);
  const target = { name, manifest, force: args.includes('--force-conflicts') };
  const hasHooks = !args.includes('--no-hooks');
  const revisions = await step('helm reads its revisions', () => revisionsOf(api, name));
  const last = revisions.at(-1);
  const rollsBack = args.includes('--rollback-on-failure');
  if (last === undefined || last.status === 'uninstalled') {
    return install(setting, { target, last, labels: labelsIn(args), rollsBack, hasHooks });
  }
  if (last.status.startsWith('pending-')) {
    throw new HelmError('another operation (install/upgrade/rollback) is in progress');
  }
  const current = currentOf(last, revisions);
  const labels = { ...last.labels, ...labelsIn(args) };
  const upgraded: StoredRelease = {
    ...{ name, manifest, labels, applyMethod: last.applyMethod },
    revision: last.revision + 1,
    status: 'pending-upgrade',
  };
  await refuseForeign(setting, target, objectsOf(current.manifest));
  await makeRoom(setting, name);
  await step(`helm creates revision ${upgraded.revision}`, () => createRevision(api, upgraded));
  try {
    if (hasHooks) await runHooks(setting, target);
    await update(setting, objectsOf(current.manifest), target);
    await waitFor(setting, target);
  } catch (error) {
    if (!(error instanceof HelmError || error instanceof Refusal)) throw error;
    // What it had read before is written again, whatever somebody else wrote meanwhile.
    await record(setting, current);
    await failed(setting, upgraded, { rollsBack, error, force: target.force });
  }
  await record(setting, { ...current, status: 'superseded' });
  await step(`helm completes revision ${upgraded.revision}`, () =>
    writeRevision(api, { ...upgraded, status: 'deployed' }),
  );
}

/** Helm upgrades over the deployed revision, or over a failed one where none is deployed. */
function currentOf(last: StoredRelease, revisions: readonly StoredRelease[]): StoredRelease {
  const current = deployedOf(revisions);
  if (current !== undefined) return current;
  if (last.status === 'failed' || last.status === 'superseded') return last;
  throw new HelmError(`"${last.name}" has no deployed releases`);
}

async function failed(
  setting: HelmSetting,
  upgraded: StoredRelease,
  {
    rollsBack,
    error,
    force,
  }: { readonly rollsBack: boolean; readonly error: Error; readonly force: boolean },
): Promise<never> {
  const { api, step } = setting;
  await record(setting, { ...upgraded, status: 'failed' });
  if (!rollsBack) throw error;
  const revisions = await step('helm reads its revisions', () => revisionsOf(api, upgraded.name));
  const good = revisions.findLast(({ status }) => ['superseded', 'deployed'].includes(status));
  if (good === undefined) throw new HelmError('unable to find a previously successful release');
  // Here Helm keeps all revisions, whatever its limit, and no signal interrupts it.
  const own = { ...setting, historyMost: Infinity, isCancelled: () => false };
  await rollback(own, upgraded.name, good.revision, { force, waits: true });
  throw new HelmError(`release failed, and has been rolled back: ${error.message}`);
}

interface Installation {
  readonly target: Target;
  /** What an uninstall that keeps the history has left. */
  readonly last: StoredRelease | undefined;
  readonly labels: Readonly<Record<string, string>>;
  readonly rollsBack: boolean;
  readonly hasHooks: boolean;
}

async function install(
  setting: HelmSetting,
  { target, last, labels, rollsBack, hasHooks }: Installation,
): Promise<void> {
  const { step, api } = setting;
  await refuseForeign(setting, target, []);
  await step('helm creates the namespace', () => api.createNamespace());
  if (last !== undefined) await record(setting, { ...last, status: 'superseded' });
  const release: StoredRelease = {
    ...{ name: target.name, manifest: target.manifest, labels, applyMethod: 'ssa' as const },
    revision: (last?.revision ?? 0) + 1,
    status: 'pending-install',
  };
  await step(`helm creates revision ${release.revision}`, () => createRevision(api, release));
  try {
    if (hasHooks) await runHooks(setting, target);
    await update(setting, [], target);
    await waitFor(setting, target);
  } catch (error) {
    if (!(error instanceof HelmError || error instanceof Refusal)) throw error;
    if (rollsBack) await uninstall({ ...setting, isCancelled: () => false }, target.name, false);
    else await record(setting, { ...release, status: 'failed' });
    throw error;
  }
  await step(`helm completes revision ${release.revision}`, () =>
    writeRevision(api, { ...release, status: 'deployed' }),
  );
}

async function rollback(
  setting: HelmSetting,
  name: string,
  wanted: number,
  { force, waits }: { readonly force: boolean; readonly waits: boolean },
): Promise<void> {
  const { step, api } = setting;
  const revisions = await step('helm reads its revisions', () => revisionsOf(api, name));
  const current = revisions.at(-1);
  const previous = revisions.find(({ revision }) => revision === wanted);
  if (current === undefined) throw new HelmError('release: not found');
  if (previous === undefined) throw new HelmError(`release has no ${wanted} version`);
  const made: StoredRelease = {
    ...previous,
    revision: current.revision + 1,
    status: 'pending-rollback',
  };
  await makeRoom(setting, name);
  await step(`helm creates revision ${made.revision}`, () => createRevision(api, made));
  const target = { name, manifest: previous.manifest, force };
  try {
    await update(setting, objectsOf(current.manifest), target);
  } catch (error) {
    if (!(error instanceof HelmError || error instanceof Refusal)) throw error;
    await record(setting, { ...current, status: 'superseded' });
    await record(setting, { ...made, status: 'failed' });
    throw error;
  }
  try {
    if (waits) await waitFor(setting, target);
  } catch (error) {
    if (!(error instanceof HelmError)) throw error;
    await record(setting, current);
    await record(setting, { ...made, status: 'failed' });
    throw error;
  }
  const present = await step('helm reads its revisions', () => revisionsOf(api, name));
  for (const release of present.filter(({ status }) => status === 'deployed')) {
    await record(setting, { ...release, status: 'superseded' });
  }
  await step(`helm completes revision ${made.revision}`, () =>
    writeRevision(api, { ...made, status: 'deployed' }),
  );
}

async function uninstall(setting: HelmSetting, name: string, keepsHistory: boolean): Promise<void> {
  const { step, api } = setting;
  const revisions = await step('helm reads its revisions', () => revisionsOf(api, name));
  const last = revisions.at(-1);
  if (last === undefined) throw new HelmError('uninstall: Release not loaded: not found');
  if (last.status !== 'uninstalled') {
    await record(setting, { ...last, status: 'uninstalling' });
    for (const { kind, metadata } of objectsOf(last.manifest).toReversed()) {
      await step(`helm deletes ${kind} ${metadata.name}`, () =>
        removeIfThere(api, kind, metadata.name),
      );
    }
  }
  if (keepsHistory) return record(setting, { ...last, status: 'uninstalled' });
  for (const release of revisions) {
    await step(`helm removes revision ${release.revision}`, () => removeRevision(api, release));
  }
}

/** Creating a revision goes on where the removal of an older one failed, and so does the model. */
async function makeRoom({ step, api, historyMost }: HelmSetting, name: string): Promise<void> {
  const revisions = await step('helm reads its revisions', () => revisionsOf(api, name));
  for (const release of surplusOf(revisions, historyMost - 1)) {
    await step(`helm removes revision ${release.revision}`, () => removeRevision(api, release));
  }
}

/** A failure to write is a warning to Helm. */
async function record({ step, api }: HelmSetting, release: StoredRelease): Promise<void> {
  await step(`helm writes revision ${release.revision} ${release.status}`, () => {
    try {
      writeRevision(api, release);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
    }
  });
}
