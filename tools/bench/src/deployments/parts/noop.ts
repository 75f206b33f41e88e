import { stripVTControlCharacters } from 'node:util';
import { newSince, standing, withoutPodsOf } from '../cluster.ts';
import { alternate, median, medianSeconds, mostCounted, timed, type Figure } from '../figures.ts';
import { earlierNamespace, ownNamespace, skaffoldNamespace } from '../names.ts';
import { count, ratio, seconds, type PartResult, type Target } from '../report.ts';
import { atRest } from '../rest.ts';
import { deployOnce, type Setting } from '../setting.ts';

const before = 'nx run infra:deploy-minikube, as it was';

/** Nothing has changed since the deployment before: what does another one cost, and what does it do? */
export async function benchNoop(setting: Setting): Promise<PartResult> {
  const { workspace, skaffold, earlier, rounds, say } = setting;
  const counting =
    (namespace: string, work: () => Promise<unknown>) => async (): Promise<Figure> => {
      await atRest();
      const stood = await standing(namespace);
      let output: unknown;
      const figure = await timed(async () => (output = await work()));
      const counted = newSince(stood, await standing(namespace));
      return { ...figure, counted: { ...counted, ...runDuration(String(output)) } };
    };
  const deploy = counting(ownNamespace, () => deployOnce(workspace));
  // What came before may have left work, and caches to fill.
  await skaffold.run();
  await deployOnce(workspace);
  if (earlier !== undefined) await deployOnce(earlier.workspace);
  const both = {
    'nx run infra:deploy-minikube': deploy,
    'skaffold run': counting(skaffoldNamespace, () => skaffold.run()),
    'skaffold run --status-check=false': counting(skaffoldNamespace, () =>
      skaffold.run(['--status-check=false']),
    ),
  };
  const again = earlier && counting(earlierNamespace, () => deployOnce(earlier.workspace));
  const withOlder = again && (await alternate(rounds, { ...both, [before]: again }, say));
  const compared = withOlder ?? (await alternate(rounds, both, say));
  const quiet = await withoutPodsOf(skaffoldNamespace, () =>
    alternate(rounds, { 'the same with no pods of Skaffold': deploy }, say),
  );
  // By itself, since it writes all outputs anew, which the daemon sees and does once more.
  const alone = await alternate(
    rounds,
    {
      'the same without the daemon': counting(ownNamespace, () => deployOnce(workspace, false)),
    },
    say,
  );
  await deployOnce(workspace);
  const raw = { ...compared, ...quiet, ...alone };
  const theirs = raw['skaffold run'];
  return {
    name: 'noop',
    title: 'A deployment with nothing to do',
    targets: noopTargets(raw, withOlder?.[before]),
    notes: [
      'Ours takes care of four releases (api, chatbot, platform, web), today and before, Skaffold of three: the database stays as it is.',
      `Medians: ${Object.entries(raw)
        .map(([name, figures]) => `${name} ${medianSeconds(figures).toFixed(2)} s`)
        .join(', ')}.`,
      `Skaffold made ${mostCounted(theirs, 'revisions')} revisions and ${mostCounted(theirs, 'pods')} pods in a run with nothing to do.`,
      'Before each run all pods of both namespaces are ready and the processors at most 30 % busy.',
      ownShare(raw['nx run infra:deploy-minikube']),
      'Pods are counted after each run; those of hooks that are gone by then are not among them.',
    ],
    raw,
  };
}

type Measured = Readonly<
  Record<
    | 'nx run infra:deploy-minikube'
    | 'the same with no pods of Skaffold'
    | 'skaffold run'
    | 'skaffold run --status-check=false',
    readonly Figure[]
  >
>;

export function noopTargets(raw: Measured, earlier?: readonly Figure[]): Target[] {
  const ours = raw['nx run infra:deploy-minikube'];
  const noop = medianSeconds(ours);
  const quickest = raw['skaffold run --status-check=false'];
  return [
    seconds('no-op deployment', noop, 1),
    seconds(
      'no-op deployment, with no second set of services on the cluster',
      medianSeconds(raw['the same with no pods of Skaffold']),
      1,
    ),
    ratio(
      'no-op against the build before images were assembled',
      earlier && noop / medianSeconds(earlier),
      0.5,
    ),
    ratio('no-op against `skaffold run`', noop / medianSeconds(raw['skaffold run']), 0.4),
    ratio(
      'no-op against `skaffold run` that does not wait for pods',
      noop / medianSeconds(quickest),
      0.4,
    ),
    count('new revisions by a no-op', mostCounted(ours, 'revisions'), 0),
    count('new pods by a no-op', mostCounted(ours, 'pods'), 0),
  ];
}

/** What Nx says its tasks took together, from the first to the last. */
function runDuration(output: string): { readonly taskSeconds?: number } {
  const said = /Run duration:\s+(?:(\d+)m )?([\d.]+)(ms|s)/.exec(stripVTControlCharacters(output));
  if (said === null) return {};
  const [, minutes = '0', amount = '0', unit] = said;
  return { taskSeconds: Number(minutes) * 60 + Number(amount) / (unit === 'ms' ? 1000 : 1) };
}

function ownShare(figures: readonly Figure[]): string {
  const tasks = median(figures.map(({ counted }) => counted?.['taskSeconds'] ?? Number.NaN));
  const rest = medianSeconds(figures) - tasks;
  return `Of ours, ${tasks.toFixed(1)} s are from the first task to the last, as Nx says; ${rest.toFixed(1)} s are its start and its end. Nx starts a process for each batch, loads its own modules in it, and lets nothing run beside.`;
}
