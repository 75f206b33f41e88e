import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { kubeContext } from '@taskora/dev/kubectl';
import { must, programPath } from '@taskora/dev/run';
import { atRest } from '../rest.ts';
import { alternate, medianSeconds, timed, type Figure } from '../figures.ts';
import { database, services, skaffoldNamespace } from '../names.ts';
import { ratio, type PartResult } from '../report.ts';
import { deployOnce, nx, type Setting } from '../setting.ts';

const releases = [database, ...services];

const failure = { code: 'BENCH_RUN_FAILED', fix: 'npx nx run dev:status' };

/** Helm by itself, one release after the other, in the other namespace: it writes a revision each time. */
async function upgradeAll(workspace: string, options: readonly string[]): Promise<void> {
  for (const release of releases) {
    const chart = join('dist/charts', release);
    const values = join('dist/manifests', release, 'values.yaml');
    const place = ['--namespace', skaffoldNamespace, '--kube-context', kubeContext];
    const args = ['upgrade', '--install', '--wait', release, chart, '--values', values, ...place];
    await must(programPath('helm'), [...args, ...options], { ...failure, directory: workspace });
  }
}

/** Hooks of the run before have gone, and so have their pods. */
async function quiet(work: () => Promise<unknown>): Promise<Figure> {
  await atRest();
  return timed(work);
}

interface Shown {
  readonly targets: Readonly<Record<string, { readonly options: object }>>;
}

async function deployOptions(workspace: string): Promise<Record<string, object>> {
  const entries: [string, object][] = [];
  for (const release of releases) {
    const shown = JSON.parse(await nx(workspace, ['show', 'project', release, '--json'])) as Shown;
    entries.push([release, shown.targets['helm-deploy']?.options ?? {}]);
  }
  return Object.fromEntries(entries);
}

/** The decision that no release has to roll, without Nx around it, against Helm's own no-op. */
export async function benchSkip(setting: Setting): Promise<PartResult> {
  const { workspace, folder, rounds, say } = setting;
  await deployOnce(workspace);
  const request = join(folder, 'skip-decision.json');
  writeFileSync(request, JSON.stringify({ workspace, options: await deployOptions(workspace) }));
  const script = join(workspace, 'tools/nx-helm/bench/skip-decision.ts');
  // Skaffold's labels go, and what they roll is rolled before anything is measured.
  await upgradeAll(workspace, []);
  const raw = await alternate(
    rounds,
    {
      'skip decision': () =>
        quiet(() =>
          must(process.execPath, [script, request], { ...failure, directory: workspace }),
        ),
      'helm upgrade --install --wait --no-hooks': () =>
        quiet(() => upgradeAll(workspace, ['--no-hooks'])),
      'helm upgrade --install --wait': () => quiet(() => upgradeAll(workspace, [])),
    },
    say,
  );
  const ours = medianSeconds(raw['skip decision']);
  const bare = medianSeconds(raw['helm upgrade --install --wait --no-hooks']);
  const whole = medianSeconds(raw['helm upgrade --install --wait']);
  return {
    name: 'skip',
    title: 'The decision to skip all releases',
    targets: [
      ratio('skip decision against `helm upgrade --install --wait --no-hooks`', ours / bare, 0.25),
      ratio('skip decision against `helm upgrade --install --wait`', ours / whole, 0.25),
    ],
    notes: [
      `${releases.length} releases. Medians: ours ${ours.toFixed(2)} s in a process of its own, with its start; Helm ${bare.toFixed(2)} s without hooks, ${whole.toFixed(2)} s with the migrations that it runs as hooks.`,
    ],
    raw,
  };
}
