import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import type { ExecutorContext, ProjectConfiguration, ProjectGraph } from '@nx/devkit';
import { createProjectGraphAsync } from '@nx/devkit';
import { workspaceOf } from '../src/executors/report.ts';
import plan from '../src/executors/plan/executor.ts';
import { forecast } from '../src/change/forecast.ts';
import { explainersFor } from '../src/change/snapshot-inputs.ts';
import { environmentReleases } from '../src/chart/environment-releases.ts';
import { manifestPaths, renderedObjects, writeRender } from '../src/chart/manifests.ts';
import { readEnvironment } from '../src/chart/environment-file.ts';

/** One question about one workspace, in a process of its own, whose peak memory is then that of the answer. */
interface Given {
  readonly root: string;
  readonly question: 'graph' | 'explain' | 'forecast' | 'plan';
}

const { root, question } = (await json(process.stdin)) as Given;

/** As if all had been deployed: Helm's own time is left out of the plan's, and the cluster's is a file. */
async function pretendDeployed(projects: readonly string[]): Promise<void> {
  const environment = readEnvironment(root, 'infra/environments', 'minikube', 'bench');
  const rows: string[] = [];
  const objects: unknown[] = [];
  for (const name of projects) {
    const manifest = readFileSync(join(root, 'manifest.yaml'), 'utf8').replaceAll('NAME', name);
    const paths = manifestPaths(root, name);
    mkdirSync(paths.folder, { recursive: true });
    writeFileSync(paths.values, '{}');
    const rendered = { install: manifest, upgrade: manifest };
    const fingerprint = await writeRender(paths, rendered, environment);
    const kept = { owner: 'helm', name, version: '1', status: 'deployed' };
    rows.push(JSON.stringify({ ...kept, revision: '1', fingerprint, environment: 'minikube' }));
    for (const object of renderedObjects(rendered).upgrade) {
      objects.push({ ...object, status: { availableReplicas: 1 } });
    }
  }
  writeFileSync(join(root, 'programs/secrets'), `${rows.join('\n')}\n`);
  writeFileSync(join(root, 'programs/objects'), JSON.stringify({ items: objects }));
}

async function answer(): Promise<{ seconds: number; counted: number }> {
  const before = performance.now();
  const projectGraph = await createProjectGraphAsync({ exitOnError: false });
  const graphSeconds = (performance.now() - before) / 1000;
  if (question === 'graph') {
    return { seconds: graphSeconds, counted: Object.keys(projectGraph.nodes).length };
  }
  const started = performance.now();
  const seconds = () => (performance.now() - started) / 1000;
  if (question === 'forecast') {
    const { releases } = await forecast({ workspaceRoot: root, base: 'main', projectGraph });
    const counted = releases.filter(({ verdict }) => verdict !== 'no').length;
    return { seconds: seconds(), counted };
  }
  const context = contextOf(projectGraph);
  if (question === 'explain') {
    const { deployed } = environmentReleases(workspaceOf(context));
    const explain = explainersFor(context, deployed);
    for (const release of deployed) await explain(release)(undefined);
    return { seconds: seconds(), counted: deployed.length };
  }
  const { projects } = context.projectsConfigurations;
  const releases = Object.keys(projects).filter((name) => name.startsWith('service-'));
  await pretendDeployed(releases);
  // Rendered already: without its target Nx is not asked to do it.
  for (const { targets = {} } of Object.values(projects)) delete targets['helm-template'];
  const begun = performance.now();
  const { success } = await plan({ out: 'dist/plan.json' }, context);
  if (!success) throw new Error('there is no plan');
  const planned = JSON.parse(readFileSync(join(root, 'dist/plan.json'), 'utf8')) as {
    readonly releases: readonly { readonly action: string }[];
  };
  const counted = planned.releases.filter(({ action }) => action === 'skip').length;
  return { seconds: (performance.now() - begun) / 1000, counted };
}

function contextOf(projectGraph: ProjectGraph): ExecutorContext {
  const projects = Object.fromEntries(
    Object.values(projectGraph.nodes).map(({ name, data }) => [name, data as ProjectConfiguration]),
  );
  return {
    root,
    cwd: root,
    isVerbose: false,
    projectName: 'image-base',
    projectsConfigurations: { version: 2, projects },
    nxJsonConfiguration: {},
    projectGraph,
  };
}

const found = await answer();
const peakMegabytes = Math.round((process.resourceUsage().maxRSS * 1024) / 1e6);
console.log(`\n${JSON.stringify({ ...found, peakMegabytes })}`);
// Plugins of Nx may leave something running, which would keep this process alive.
process.exit(0);
