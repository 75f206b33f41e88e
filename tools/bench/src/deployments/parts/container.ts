import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '@taskora/base/errors';
import { makeClone, useNamespace } from '../clone.ts';
import { alternate, medianSeconds, timed } from '../figures.ts';
import { ownNamespace } from '../names.ts';
import { ratio, type PartResult } from '../report.ts';
import { nx, type Setting } from '../setting.ts';

const plugin = '@taskora/nx-helm';
const command = ['run-many', '-t', 'container'];

interface Project {
  readonly root: string;
  targets: Record<string, object>;
}

/** The same targets as the plugin infers, written into each project.json, and the plugin left out. */
async function writeTargetsByHand(from: string, to: string): Promise<void> {
  const names = JSON.parse(
    await nx(from, ['show', 'projects', '--with-target', 'container', '--json']),
  ) as string[];
  for (const name of names) {
    const shown = JSON.parse(await nx(from, ['show', 'project', name, '--json'])) as Project;
    const file = join(to, shown.root, 'project.json');
    const project = JSON.parse(readFileSync(file, 'utf8')) as Project;
    const own = Object.entries(shown.targets).filter(([target]) => target === 'container');
    project.targets = { ...project.targets, ...Object.fromEntries(own) };
    writeFileSync(file, JSON.stringify(project, undefined, 2));
  }
  const file = join(to, 'nx.json');
  const settings = JSON.parse(readFileSync(file, 'utf8')) as { plugins: { plugin: string }[] };
  settings.plugins = settings.plugins.filter((each) => each.plugin !== plugin);
  writeFileSync(file, JSON.stringify(settings, undefined, 2));
}

/** What inference adds to a run of cached tasks. */
export async function benchContainer(setting: Setting): Promise<PartResult> {
  const { workspace, folder, rounds, say } = setting;
  const byHand = join(folder, 'by-hand');
  await makeClone(byHand);
  useNamespace(byHand, ownNamespace);
  await writeTargetsByHand(workspace, byHand);
  say('  builds all images in the workspace whose targets are written by hand');
  try {
    for (const each of [workspace, byHand]) await nx(each, command);
    const cached = (root: string, hasDaemon: boolean) => () =>
      timed(async () => {
        const output = await nx(root, [...command, '--output-style=static'], hasDaemon);
        if (/hit \(100%\)/.test(output)) return;
        const what = `not every image came from the cache: ${output.slice(-2000)}`;
        throw new UserError(
          'BENCH_NOT_CACHED',
          what,
          'npx nx run bench:deployments --only=container',
        );
      });
    const raw = await alternate(
      rounds,
      {
        inferred: cached(workspace, true),
        'by hand': cached(byHand, true),
        'inferred, without the daemon': cached(workspace, false),
        'by hand, without the daemon': cached(byHand, false),
      },
      say,
    );
    return result(raw);
  } finally {
    await nx(byHand, ['daemon', '--stop']);
  }
}

function result(raw: PartResult['raw']): PartResult {
  const of = (name: string): number => medianSeconds(raw[name] ?? []);
  const withDaemon = of('inferred') / of('by hand');
  const without = of('inferred, without the daemon') / of('by hand, without the daemon');
  return {
    name: 'container',
    title: 'All images out of the cache',
    targets: [
      ratio('cached `run-many -t container`, against targets by hand', withDaemon, 1.5),
      ratio('the same without the daemon', without, 1.5),
    ],
    notes: [
      `Medians: inferred ${of('inferred').toFixed(2)} s, by hand ${of('by hand').toFixed(2)} s; without the daemon ${of('inferred, without the daemon').toFixed(2)} s and ${of('by hand, without the daemon').toFixed(2)} s.`,
      'By hand: a clone whose project.json files hold the very targets, in whose nx.json the plugin is not registered.',
    ],
    raw,
  };
}
