import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { cpus, loadavg, tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { run } from '@taskora/base/run';
import { environmentWith } from '../src/base/settings.ts';
import { createNodes } from '../src/inference/project-graph.ts';
import { createWorkspace, linkPackages, workspaceRoot } from './toy-workspace.ts';

/**
 * What the plugin costs Nx: `nx show projects` over 60 projects with it and without it, in
 * alternating rounds, daemon and plugin isolation off; and its inference alone over 200 projects. The
 * plugin is measured from its sources, as this workspace loads it, and as the built package, if
 * `nx run nx-helm:build` has made it, as everybody else does.
 *
 *   node tools/nx-helm/bench/inference.ts [--rounds=9] [--out=dist/bench/inference.json]
 */

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '9' },
    out: { type: 'string', default: 'dist/bench/inference.json' },
  },
});
const nxProgram = createRequire(import.meta.url).resolve('nx/bin/nx');
const rounds = Number(values.rounds);

const projectsShown = 60;
const projectsInferred = 200;
const largestRatio = 1.15;
const largestInferenceMilliseconds = 1000;

const parent = mkdtempSync(join(realpathSync(tmpdir()), 'nx-helm-bench-'));

interface Figure {
  readonly seconds: number;
  /** Of the machine, when the run began. */
  readonly load: number;
}

async function showProjects(root: string): Promise<number> {
  const started = performance.now();
  const { exitCode, stdout, stderr } = await run(
    process.execPath,
    [nxProgram, 'show', 'projects', '--json'],
    {
      directory: root,
      environment: environmentWith({
        NX_DAEMON: 'false',
        NX_ISOLATE_PLUGINS: 'false',
        NX_WORKSPACE_ROOT_PATH: root,
      }),
    },
  );
  const milliseconds = performance.now() - started;
  const found = exitCode === 0 ? (JSON.parse(stdout) as unknown[]).length : 0;
  if (found !== projectsShown) throw new Error(`${found} projects were shown: ${stderr}`);
  return milliseconds;
}

function median(figures: readonly number[]): number {
  return (
    figures.toSorted((one, other) => one - other)[Math.floor(figures.length / 2)] ?? Number.NaN
  );
}

interface Variant {
  readonly name: string;
  readonly plugins: readonly unknown[];
  /** The plugin's folder, where it is not this workspace's own. */
  readonly plugin?: string;
}

const registration = { plugin: '@taskora/nx-helm', options: { imagePrefix: 'acme' } };

async function compare(variants: readonly Variant[]): Promise<Record<string, Figure[]>> {
  const figures: Record<string, Figure[]> = {};
  for (const { name, plugins, plugin } of variants) {
    createWorkspace(join(parent, name), projectsShown, plugins);
    linkPackages(join(parent, name), plugin);
  }
  // The first round fills Nx's own caches and does not count.
  for (let round = -1; round < rounds; round += 1) {
    for (const { name } of variants) {
      const [load = 0] = loadavg();
      const seconds = (await showProjects(join(parent, name))) / 1000;
      if (round >= 0) (figures[name] ??= []).push({ seconds, load });
    }
  }
  return figures;
}

async function timeInference(root: string): Promise<number[]> {
  const files = createWorkspace(root, projectsInferred, []);
  linkPackages(root, undefined);
  const figures: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const started = performance.now();
    await createNodes[1](
      files,
      { imagePrefix: 'acme' },
      { workspaceRoot: root, nxJsonConfiguration: {} },
    );
    figures.push(performance.now() - started);
  }
  return figures;
}

try {
  const built = join(workspaceRoot, 'dist/tools/nx-helm');
  const variants: readonly Variant[] = [
    { name: 'without', plugins: [] },
    { name: 'sources', plugins: [registration] },
    ...(existsSync(built) ? [{ name: 'package', plugins: [registration], plugin: built }] : []),
  ];
  const figures = await compare(variants);
  const inference = await timeInference(join(parent, 'inference'));
  const medianOf = (name: string): number =>
    median((figures[name] ?? []).map(({ seconds }) => seconds * 1000));
  // The first time is what a process without a daemon sees.
  const [firstInference = Number.NaN] = inference;
  const report = {
    machine: { processors: cpus().length, node: process.version },
    showProjects: {
      projects: projectsShown,
      medianMilliseconds: Object.fromEntries(variants.map(({ name }) => [name, medianOf(name)])),
      ratio: medianOf('sources') / medianOf('without'),
      packageRatio: medianOf('package') / medianOf('without'),
      largestRatio,
      rawFigures: figures,
    },
    inference: {
      projects: projectsInferred,
      firstMilliseconds: firstInference,
      medianMilliseconds: median(inference),
      largestMilliseconds: largestInferenceMilliseconds,
      rawMilliseconds: inference,
    },
  };
  const out = resolve(workspaceRoot, values.out);
  mkdirSync(dirname(out), { recursive: true });
  writeFileSync(out, `${JSON.stringify(report, undefined, 2)}\n`);
  const { ratio, packageRatio, medianMilliseconds } = report.showProjects;
  const rounded = (milliseconds: number): string => `${milliseconds.toFixed(0)} ms`;
  const medians = Object.entries(medianMilliseconds).map(
    ([name, milliseconds]) => `${name} ${rounded(milliseconds)}`,
  );
  console.log(
    `nx show projects, ${projectsShown} projects: ${medians.join(', ')}; ratio ${ratio.toFixed(2)} from sources, ${packageRatio.toFixed(2)} as a package (at most ${largestRatio})`,
  );
  console.log(
    `inference of ${projectsInferred} projects: first ${rounded(firstInference)}, then ${rounded(median(inference))} (at most ${largestInferenceMilliseconds} ms)`,
  );
  console.log(`all figures: ${out}`);
  const isMet =
    ratio <= largestRatio &&
    !(packageRatio > largestRatio) &&
    firstInference < largestInferenceMilliseconds;
  process.exitCode = isMet ? 0 : 1;
} finally {
  rmSync(parent, { recursive: true, force: true });
}
