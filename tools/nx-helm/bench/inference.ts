/**
 * What the plugin costs Nx: `nx show projects` over 60 projects with it and without it, in
 * alternating rounds, daemon and plugin isolation off; and its inference alone over 200 projects.
 *
 *   node tools/nx-helm/bench/inference.ts [--rounds=9] [--out=dist/bench/inference.json]
 */
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { cpus, tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { createNodes } from '../src/inference/create-nodes.ts';
import { run } from '../src/process/run.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '9' },
    out: { type: 'string', default: 'dist/bench/inference.json' },
  },
});
const workspaceRoot = resolve(import.meta.dirname, '../../..');
const nxProgram = createRequire(import.meta.url).resolve('nx/bin/nx');
const rounds = Number(values.rounds);

const projectsShown = 60;
const projectsInferred = 200;
const largestRatio = 1.2;
const largestInferenceMilliseconds = 1000;

function write(root: string, path: string, content: string): void {
  const file = join(root, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
}

/** Services with an image and a chart each, all on one base image and one library chart. */
function createWorkspace(root: string, count: number, plugins: readonly unknown[]): string[] {
  write(root, 'nx.json', JSON.stringify({ neverConnectToCloud: true, analytics: false, plugins }));
  // A lock file of usual size, because Nx reads it with and without the plugin.
  write(root, 'package.json', '{"name":"acme","private":true}');
  cpSync(join(workspaceRoot, 'package-lock.json'), join(root, 'package-lock.json'));
  write(root, 'infra/environments/minikube.yaml', 'nxHelm: { kubeVersion: 1.34.4 }\n');
  write(root, 'images/base/project.json', '{"name":"image-base"}');
  write(root, 'images/base/Dockerfile', 'FROM scratch\n');
  write(root, 'charts/lib/project.json', '{"name":"chart-lib"}');
  write(root, 'charts/lib/Chart.yaml', 'name: lib\nversion: 0.1.0\ntype: library\n');
  const files = ['images/base/Dockerfile', 'charts/lib/Chart.yaml'];
  for (let index = 0; index < count - 2; index += 1) {
    const folder = `apps/service-${index}`;
    const project = { name: `service-${index}`, tags: ['deploy:helm'], targets: { build: {} } };
    write(root, `${folder}/project.json`, JSON.stringify(project));
    write(root, `${folder}/src/main.ts`, `export const service = ${index};\n`);
    write(root, `${folder}/Dockerfile`, 'FROM acme/image-base\nCOPY . /app\n');
    write(
      root,
      `${folder}/chart/Chart.yaml`,
      `name: service-${index}\nversion: 0.1.0\ndependencies: [{ name: lib, version: 0.1.0, repository: "file://../../../charts/lib" }]\n`,
    );
    files.push(`${folder}/Dockerfile`, `${folder}/chart/Chart.yaml`);
  }
  symlinkSync(join(workspaceRoot, 'node_modules'), join(root, 'node_modules'));
  return files;
}

async function showProjects(root: string): Promise<number> {
  const started = performance.now();
  const { exitCode, stdout, stderr } = await run(
    process.execPath,
    [nxProgram, 'show', 'projects', '--json'],
    {
      cwd: root,
      environment: {
        NX_DAEMON: 'false',
        NX_ISOLATE_PLUGINS: 'false',
        NX_WORKSPACE_ROOT_PATH: root,
      },
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

async function timeInference(root: string): Promise<number[]> {
  const files = createWorkspace(root, projectsInferred, []);
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

const parent = mkdtempSync(join(realpathSync(tmpdir()), 'nx-helm-bench-'));
try {
  const plugin = { plugin: '@taskora/nx-helm', options: { imagePrefix: 'acme' } };
  const workspaces = { with: join(parent, 'with'), without: join(parent, 'without') };
  createWorkspace(workspaces.with, projectsShown, [plugin]);
  createWorkspace(workspaces.without, projectsShown, []);
  const figures = { with: [] as number[], without: [] as number[] };
  // The first round fills Nx's own caches and does not count.
  for (let round = -1; round < rounds; round += 1) {
    for (const name of ['with', 'without'] as const) {
      const milliseconds = await showProjects(workspaces[name]);
      if (round >= 0) figures[name].push(milliseconds);
    }
  }
  const inference = await timeInference(join(parent, 'inference'));
  const ratio = median(figures.with) / median(figures.without);
  // The first time is what a process without a daemon sees.
  const [firstInference = Number.NaN] = inference;
  const report = {
    machine: { processors: cpus().length, node: process.version },
    showProjects: {
      projects: projectsShown,
      medianMilliseconds: { with: median(figures.with), without: median(figures.without) },
      ratio,
      largestRatio,
      rawMilliseconds: figures,
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
  const rounded = (milliseconds: number): string => `${milliseconds.toFixed(0)} ms`;
  console.log(
    `nx show projects, ${projectsShown} projects: with the plugin ${rounded(median(figures.with))}, without ${rounded(median(figures.without))}, ratio ${ratio.toFixed(2)} (at most ${largestRatio})`,
  );
  console.log(
    `inference of ${projectsInferred} projects: first ${rounded(firstInference)}, then ${rounded(median(inference))} (at most ${largestInferenceMilliseconds} ms)`,
  );
  console.log(`all figures: ${out}`);
  const isMet = ratio <= largestRatio && firstInference < largestInferenceMilliseconds;
  process.exitCode = isMet ? 0 : 1;
} finally {
  rmSync(parent, { recursive: true, force: true });
}
