import type { BaseImages } from './base-images.ts';
import { EngineNeeded } from './engine-needed.ts';
import type { CopyStep, Stage, WorkdirStep } from './stage.ts';
import type { StageTree } from './stage-tree.ts';

/** Engines make a folder that is missing with its user, at once or with the next step. */
export function folderToMake(
  step: WorkdirStep,
  tree: StageTree,
  pending: WorkdirStep | undefined,
): WorkdirStep | undefined {
  if (pending !== undefined && !step.path.startsWith(`${pending.path}/`))
    throw uncertainFolder(pending);
  if (pending === undefined && tree.isFolder(step.path)) return undefined;
  if (!step.isRoot || tree.get(tree.resolve(step.path)) !== undefined) throw uncertainFolder(step);
  return step;
}

/**
 * Where the folder is made with the next step, that COPY may make it, or one above it, before
 * WORKDIR does: with the owner of COPY, or as a file.
 */
export function refuseUncertainCopy(pending: WorkdirStep, step: CopyStep, tree: StageTree): void {
  if (!step.isRoot) throw uncertainFolder(pending);
  const target = tree.resolve(step.target);
  const isMadeByCopy = isWithin(target, firstMissing(pending, tree));
  const { userId = 0, groupId = 0 } = step.owner ?? {};
  const isOfRoot = userId === 0 && groupId === 0;
  const folder = tree.resolve(pending.path);
  const isAbove = folder !== target && isWithin(folder, target);
  if (isMadeByCopy && (!isOfRoot || (isAbove && !step.isFolder))) throw uncertainFolder(pending);
}

const isWithin = (path: string, folder: string): boolean =>
  path === folder || path.startsWith(`${folder}/`);

function firstMissing({ path }: WorkdirStep, tree: StageTree): string {
  const parts = tree.resolve(path).split('/');
  const paths = parts.map((_, index) => parts.slice(0, index + 1).join('/'));
  return paths.find((each) => tree.get(each) === undefined) ?? tree.resolve(path);
}

export function uncertainFolder({ line, path }: WorkdirStep): EngineNeeded {
  return new EngineNeeded(line, `engines differ in how they make the folder ${path} of WORKDIR`);
}

/** An engine may make the folder that its base was to have with the first step. */
export function refuseMissingFolder(
  { base, line }: Stage,
  bases: BaseImages,
  tree: StageTree,
): void {
  if (base.kind !== 'image') return;
  const { WorkingDir = '' } = bases.settingsOf(base.project);
  if (WorkingDir === '' || tree.isFolder(WorkingDir)) return;
  throw new EngineNeeded(line, `${base.project} lacks the folder ${WorkingDir} of its WORKDIR`);
}
