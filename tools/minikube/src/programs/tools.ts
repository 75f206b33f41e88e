import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isAtLeast, parseVersion } from '../../preflight/versions.mjs';
import { linkTarget, pointLink, readOptional, writeWhole } from '@taskora/base/files';
import { checkDisk } from '../host/machine.ts';
import { step, type Step } from '../base/progress.ts';
import { refusalFor } from '../base/refuse-for.ts';
import type { Runner } from '../base/run.ts';
import { workspaceBin, workspaceSchemas, type Settings } from '../base/settings.ts';
import {
  ACTIONLINT,
  HELM_AT_LEAST,
  HELM_BROKEN,
  KUBECONFORM,
  KUBECTL_AT_LEAST,
} from '../base/versions.ts';
import { buildEstimate } from './estimates.ts';
import { checkGo, goVersion, sourcesOf } from './go.ts';
import { findOnPath } from './links.ts';
import { isBuilt, moduleSource, programsOf, type Program } from './modules.ts';
import { schemasCache } from './schemas.ts';

/** A program that the workspace's tasks call, and which versions of it will do. */
export interface Tool {
  readonly name: string;
  readonly module: string;
  readonly question: readonly string[];
  readonly wanted: string;
  accepts(version: string): boolean;
}

type Asked = Pick<Tool, 'name' | 'question'> & { readonly module?: string };

const atLeast = (version: string, { name, question, module = name }: Asked): Tool => ({
  name,
  module,
  question,
  wanted: `${version} or newer`,
  accepts: (found) => isAtLeast(found, version),
});
const exactly = (version: string, { name, question, module = name }: Asked): Tool => ({
  name,
  module,
  question,
  wanted: version,
  accepts: (found) => parseVersion(found)?.join('.') === version,
});

const USABLE_HELM = atLeast(HELM_AT_LEAST, {
  name: 'helm',
  module: 'client-go',
  question: ['version', '--short'],
});
const HELM: Tool = {
  ...USABLE_HELM,
  wanted: `${USABLE_HELM.wanted}, but not ${HELM_BROKEN}`,
  accepts: (found) => USABLE_HELM.accepts(found) && parseVersion(found)?.join('.') !== HELM_BROKEN,
};
const KUBECTL = atLeast(KUBECTL_AT_LEAST, {
  name: 'kubectl',
  module: 'kubernetes',
  question: ['version', '--client'],
});
const KUBECONFORM_TOOL = exactly(KUBECONFORM, { name: 'kubeconform', question: ['-v'] });
const ACTIONLINT_TOOL = exactly(ACTIONLINT, { name: 'actionlint', question: ['-version'] });

export const TOOLS: readonly Tool[] = [HELM, KUBECONFORM_TOOL];
/** What checks the workflows; nobody who only deploys waits for it to be built. */
export const WORKFLOW_TOOLS: readonly Tool[] = [ACTIONLINT_TOOL];
/** With what a cluster is asked by; the provider modules links its own kubectl. */
export const CLIENTS: readonly Tool[] = [...TOOLS, KUBECTL];

const ownBuild = (tool: Tool, settings: Settings): Program => {
  const program = programsOf(settings, tool.module).find(({ name }) => name === tool.name);
  if (program === undefined) throw new Error(`no module folder builds ${tool.name}`);
  return program;
};

/** Finds a program on the path that will do, and says what was found instead otherwise. */
async function probe(tool: Tool, settings: Settings, runner: Runner) {
  const path = findOnPath(tool.name, settings);
  if (path === undefined) return {};
  const { exitCode, stdout } = await runner(path, tool.question, { timeoutSeconds: 10 });
  if (exitCode === 0 && tool.accepts(stdout)) return { path };
  return { refused: `${path} is ${parseVersion(stdout)?.join('.') ?? 'not usable'}` };
}

/** What a link led to when its program was last asked for its version. */
const stampOf = (path: string): string => {
  const { size, mtimeMs } = statSync(path);
  return `${path} ${size} ${mtimeMs}`;
};
const stampFile = (tool: Tool, settings: Settings): string =>
  join(workspaceBin(settings), '..', 'stamps', tool.name);

/** Without starting any program: the link leads to our own build, or to one that was asked before. */
function isLinked(tool: Tool, settings: Settings): boolean {
  const target = linkTarget(join(workspaceBin(settings), tool.name));
  if (target === undefined || !existsSync(target)) return false;
  if (target === ownBuild(tool, settings).path) return true;
  return readOptional(stampFile(tool, settings)) === stampOf(target);
}

const schemasLinked = (settings: Settings): boolean =>
  linkTarget(workspaceSchemas(settings)) === schemasCache(settings) &&
  existsSync(schemasCache(settings));

/** Whether all of them, and the schemas, are at hand; starts no program. */
export const allLinked = (tools: readonly Tool[], settings: Settings): boolean =>
  schemasLinked(settings) && tools.every((tool) => isLinked(tool, settings));

function link(tool: Tool, path: string, settings: Settings): void {
  pointLink(join(workspaceBin(settings), tool.name), path);
  writeWhole(stampFile(tool, settings), stampOf(path));
}

export interface Preparation {
  /** Programs that have to be built; linking follows it. */
  readonly builds: readonly Program[];
  readonly schemas: boolean;
  /** Puts the links; to be called when the builds are done. */
  finish(): void;
}

/** Finds what is there, and refuses before any work when the rest cannot be built. */
export async function prepareTools(
  tools: readonly Tool[],
  settings: Settings,
  runner: Runner,
): Promise<Preparation> {
  const missing = tools.filter((tool) => !isLinked(tool, settings));
  const probes = await Promise.all(
    missing.map(async (tool) => ({ tool, ...(await probe(tool, settings, runner)) })),
  );
  const own = probes.filter(({ path }) => path === undefined);
  const builds = own.map(({ tool }) => ownBuild(tool, settings)).filter((one) => !isBuilt(one));
  const schemas = !existsSync(schemasCache(settings));
  if (builds.length > 0 || schemas) await checkBuildable(own, builds, schemas, settings, runner);
  const finish = (): void => {
    for (const { tool, path } of probes)
      link(tool, path ?? ownBuild(tool, settings).path, settings);
    pointLink(workspaceSchemas(settings), schemasCache(settings));
  };
  return { builds, schemas, finish };
}

async function checkBuildable(
  refusals: readonly { readonly tool: Tool; readonly refused?: string }[],
  builds: readonly Program[],
  schemas: boolean,
  settings: Settings,
  runner: Runner,
): Promise<void> {
  const version = await goVersion(runner);
  const tooOld = refusals.find(({ refused }) => refused !== undefined);
  if (version === undefined && tooOld !== undefined) {
    const { name, wanted } = tooOld.tool;
    const what = `${tooOld.refused}; the tasks need ${wanted}, and without Go none can be built`;
    const fix = `install ${name} ${wanted}, or Go`;
    throw refusalFor({ code: `${name.toUpperCase()}_TOO_OLD`, what, fix });
  }
  const sources = sourcesOf(builds);
  if (builds.length > 0) checkDisk(settings);
  checkGo(version, schemas ? [...sources, moduleSource(settings, 'schemas')] : sources);
}

export const buildStep = ({ name }: Program, run: () => Promise<void>): Step =>
  step(`${name} (from Go modules)`, buildEstimate(name), run);
