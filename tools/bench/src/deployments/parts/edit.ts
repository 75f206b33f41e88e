import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '@taskora/base/errors';
import type { Span } from '@taskora/base/spans/span';
import { spanPicture } from '@taskora/base/spans/span-picture';
import { formatRunTime, runTime } from '@taskora/base/spans/span-table';
import { keepText } from '../../keep.ts';
import { firstReady, podsOf } from '../cluster.ts';
import { editSpans, withUpgrade } from '../edit-spans.ts';
import { alternate, medianSeconds, type Figure } from '../figures.ts';
import { loadavg } from 'node:os';
import { ownNamespace, skaffoldNamespace } from '../names.ts';
import { ratio, type PartResult } from '../report.ts';
import { atRest } from '../rest.ts';
import { deployOnce, type Setting } from '../setting.ts';
import { waitFor } from '../../wait-for.ts';

const page = 'apps/web/src/app/not-found.tsx';
const visibleText = />([A-Z][^<{]*)</;

/** Another visible text each time, so that no cache has the result. */
function editPage(workspace: string, original: string, text: string): void {
  const edited = original.replace(visibleText, `>$1 ${text}<`);
  if (edited === original)
    throw new UserError(
      'BENCH_EDIT_FAILED',
      `the clone's ${page} has no visible text to edit`,
      `git log -3 ${page}, then adapt tools/bench/src/deployments/parts/edit.ts`,
    );
  writeFileSync(join(workspace, page), edited);
}

function showSpans(title: string, spans: readonly Span[], say: (line: string) => void): string {
  const time = runTime(spans);
  const table = time === undefined ? 'no step' : formatRunTime(time);
  say(`  ${title}\n${table.replaceAll(/^/gm, '    ')}`);
  return `${title}\n\n${table}`;
}

/** From the moment that a line is saved until a pod with it is ready, and until the command ends. */
export async function benchEdit(setting: Setting): Promise<PartResult> {
  const { workspace, skaffold, rounds, say } = setting;
  const original = readFileSync(join(workspace, page), 'utf8');
  const untilReady =
    (who: string, namespace: string, work: () => Promise<unknown>) =>
    async (round: number): Promise<Figure> => {
      await atRest();
      const before = new Set((await podsOf(namespace, 'web')).map(({ metadata }) => metadata.uid));
      const [load = 0] = loadavg();
      editPage(workspace, original, `${who} ${round}`);
      const started = Date.now();
      await work();
      const commandSeconds = (Date.now() - started) / 1000;
      let ready: number | undefined;
      const isReady = async (): Promise<boolean> => {
        ready = firstReady(await podsOf(namespace, 'web'), before);
        return ready !== undefined;
      };
      await waitFor(isReady, 300, 'no new pod of web is ready');
      return { seconds: ((ready ?? 0) - started) / 1000, load, counted: { commandSeconds } };
    };
  await skaffold.run();
  await deployOnce(workspace);
  const raw = await alternate(
    rounds,
    {
      'nx run infra:deploy-minikube': untilReady('ours', ownNamespace, () => deployOnce(workspace)),
      'skaffold run': untilReady('theirs', skaffoldNamespace, () => skaffold.run()),
    },
    say,
  );
  say('  once more each, for the spans');
  const place = { folder: setting.folder, workspace, release: 'web' };
  const spans = {
    'nx run infra:deploy-minikube': await editSpans({
      ...place,
      namespace: ownNamespace,
      run: (files) => {
        editPage(workspace, original, 'ours, step by step');
        return deployOnce(workspace, true, files);
      },
    }),
    'skaffold run': withUpgrade(
      await editSpans({
        ...place,
        namespace: skaffoldNamespace,
        run: (files) => {
          editPage(workspace, original, 'theirs, step by step');
          return skaffold.run([], files);
        },
      }),
      'web',
    ),
  };
  const tables = Object.entries(spans).map(([title, own]) => showSpans(title, own, say));
  const runs = Object.entries(spans).map(([title, own]) => ({ title, spans: own }));
  say(`  as a picture: ${keepText('edit-spans.svg', spanPicture(runs))}`);
  writeFileSync(join(workspace, page), original);
  const [ours, theirs] = [raw['nx run infra:deploy-minikube'], raw['skaffold run']];
  const commands = Object.entries(raw).map(([name, figures]) => {
    const all = figures.map(({ counted }) => (counted?.['commandSeconds'] ?? 0).toFixed(1));
    return `${name} ${all.join(', ')} s`;
  });
  return {
    name: 'edit',
    title: 'One line of web, until a pod with it is ready',
    targets: [
      ratio(
        'edit in web until the new pod is ready, against `skaffold run`',
        medianSeconds(ours) / medianSeconds(theirs),
        0.7,
      ),
    ],
    notes: [
      `Medians: ours ${medianSeconds(ours).toFixed(1)} s, Skaffold ${medianSeconds(theirs).toFixed(1)} s.`,
      'Both build through Nx with its daemon and cache, from one clone, with the same Dockerfile and base images. Kubernetes notes to the second when a pod became ready.',
      'Skaffold deploys web first, so no other release delays it.',
      "Most of it is the same in both and no tool's: Next's build, podman's build, the migration that the chart runs as a hook, and the start of a pod. What is ours besides: the sum of Next's output, the reading of the image for its content id, the render, and the decision with its lock.",
      `Until the command ended: ${commands.join('; ')}.`,
    ],
    raw,
    spans,
    tables,
  };
}
