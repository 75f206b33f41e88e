import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { messageOf } from '@taskora/base/errors';
import { startProgram } from '@taskora/base/stream';
import { childEnvironment } from '@taskora/dev/environment';
import { kubectl } from '@taskora/dev/kubectl';
import { cloneSources, makeClone, useNamespace } from '../../deployments/clone.ts';
import { makeNamespace, removeNamespaces } from '../../deployments/cluster.ts';
import type { Figure } from '../../deployments/figures.ts';
import { removeImages } from '../../deployments/images.ts';
import { ownNamespace, skaffoldImagePrefix } from '../../deployments/names.ts';
import { nxEnvironment } from '../../deployments/nx-environment.ts';
import { provideCompared } from '../../deployments/programs.ts';
import { nx } from '../../deployments/setting.ts';
import { buildPackages } from '../../deployments/skaffold/as-documented.ts';
import { buildByEngine } from '../../deployments/skaffold/engine-images.ts';
import { startSkaffold } from '../../deployments/skaffold/skaffold.ts';
import { waitFor } from '../../wait-for.ts';
import { addressByLabels, addressOf } from '../addresses.ts';
import type { EditCase } from '../cases.ts';
import { answers, measureEdits, type Session } from '../edits.ts';
import { comparedDeployment, readDeployed, toolLabel } from './deployment.ts';
import { skaffoldTool, watching, type RunningTool, type Tool, type ToolName } from './tools.ts';
import { imagesFolder, watchedOf } from './watched.ts';

export interface ComparisonRequest {
  /** Empty; it goes at the end. */
  readonly folder: string;
  readonly cases: readonly EditCase[];
  readonly tools: readonly ToolName[];
  readonly rounds: number;
}

/** What of our sessions is called in the figures. */
export const ours = 'nx run live';

export type Comparison = Readonly<Record<string, Readonly<Record<string, readonly Figure[]>>>>;

/**
 * Our sessions and those of other tools in turn, each in a clone and with a pod of its own, so that an edit
 * is seen by one of them. All that is made for it is removed however it ends.
 */
export async function compareSessions(request: ComparisonRequest): Promise<Comparison> {
  const { folder, cases } = request;
  const workspace = join(folder, 'clone');
  const compared = await provideCompared();
  const figures: Record<string, Record<string, Figure[]>> = {};
  try {
    await makeClone(workspace);
    useNamespace(workspace, ownNamespace);
    // Beside the product a second copy is refused, but in a namespace that is there.
    await makeNamespace(ownNamespace);
    const skaffold = await startSkaffold(compared, workspace, folder);
    try {
      const toolOf = (name: ToolName): Tool => skaffoldTool(skaffold, name);
      for (const each of cases) figures[each.release] = await compareCase(each, request, toolOf);
    } finally {
      await skaffold.stop();
    }
  } finally {
    await nx(workspace, ['daemon', '--stop']).catch(() => undefined);
    await removeNamespaces([ownNamespace]);
    await removeImages();
  }
  return figures;
}

async function compareCase(
  each: EditCase,
  { folder, tools, rounds }: ComparisonRequest,
  toolOf: (name: ToolName) => Tool,
): Promise<Record<string, Figure[]>> {
  const { release } = each;
  const workspace = join(folder, 'clone');
  console.log(`${release}: deploys it, and builds what all images of the other tools share`);
  await nx(workspace, ['run', `${release}:helm-deploy`, '--output-style=static']);
  await buildShared(workspace, each);
  const running: RunningTool[] = [];
  const sessions: Record<string, Session> = {};
  try {
    for (const name of tools) {
      const begun = await beginTool(each, { name, tool: toolOf(name), folder, workspace });
      running.push(begun.running);
      sessions[name] = begun.session;
    }
    running.push(await beginOurs(each, workspace, folder));
    const own = { workspace, address: await addressOf(each, ownNamespace) };
    return await measureEdits(each, { [ours]: own, ...sessions }, rounds);
  } finally {
    for (const each of running) await each.stop();
  }
}

/** What no edit of a source changes, in a layer below it. */
async function buildShared(workspace: string, { release }: EditCase): Promise<void> {
  if (release !== 'api') return buildPackages(workspace);
  await buildByEngine({
    workspace,
    dockerfile: `${imagesFolder}/api-packages.Dockerfile`,
    context: '.',
    image: `${skaffoldImagePrefix}/api-packages:latest`,
  });
}

async function beginOurs(
  { release }: EditCase,
  workspace: string,
  folder: string,
): Promise<RunningTool> {
  const log = join(folder, `live-${release}.log`);
  const args = ['run', `${release}:live`, '--output-style=stream'];
  const program = await startProgram(join(workspace, 'node_modules/.bin/nx'), args, {
    directory: workspace,
    environment: childEnvironment(nxEnvironment(true)),
    log,
  });
  return watching(program, log, 'saves are sent to the pods');
}

interface ToolBeginning {
  readonly name: ToolName;
  readonly tool: Tool;
  readonly folder: string;
  /** The clone with all that is installed. */
  readonly workspace: string;
}

async function beginTool(
  each: EditCase,
  { name, tool, folder, workspace }: ToolBeginning,
): Promise<{ readonly running: RunningTool; readonly session: Session }> {
  const { release } = each;
  const own = join(folder, `${name}-${release}`);
  const sources = join(own, 'sources');
  mkdirSync(own);
  await cloneSources(sources);
  const watched = watchedOf(each);
  const deployed = await readDeployed(release, ownNamespace);
  const service = { tool: name, release, namespace: ownNamespace, watched };
  const manifest = join(own, 'deployment.json');
  writeFileSync(manifest, JSON.stringify(comparedDeployment(deployed, service)));
  const script = join(import.meta.dirname, '../../commands/build-image-inside.ts');
  const build = [process.execPath, script, workspace, watched.dockerfile, sources];
  console.log(`${release}: begins ${name}`);
  const running = await tool({ folder: own, watched, place: { sources, manifest, build } });
  let address: string | undefined;
  const labels = { [toolLabel]: name, 'app.kubernetes.io/name': release };
  const runs = async (): Promise<boolean> => {
    address = await addressByLabels(each, ownNamespace, labels);
    return address !== undefined && (await answers(address));
  };
  try {
    await waitFor(runs, 300, `no pod of ${name} answers`);
  } catch (error) {
    console.error(await lastOfPods(labels));
    await running.stop();
    throw error;
  }
  return { running, session: { workspace: sources, address: address ?? '' } };
}

/** What the pods of a tool said last: they go with the bench, and it with them. */
function lastOfPods(labels: Readonly<Record<string, string>>): Promise<string> {
  const selector = Object.entries(labels).map(([name, value]) => `${name}=${value}`);
  const args = ['logs', '-n', ownNamespace, '-l', selector.join(','), '--tail=20'];
  return kubectl(args).catch(messageOf);
}
