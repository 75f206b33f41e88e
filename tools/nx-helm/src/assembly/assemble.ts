import { join } from 'node:path';
import type { ResolvedImage, StoredLayer } from '../image/export-image.ts';
import type { ImageConfigFile, ImageDescription } from '../image/image-description.ts';
import type { FileNode, FileTree } from '../image/layers.ts';
import { readLayer } from '../image/layers.ts';
import { BaseImages } from './base-images.ts';
import { applyChmod } from './chmod.ts';
import type { Compile } from './compile.ts';
import type { ContextPlace } from './context.ts';
import { readContext } from './context.ts';
import { applyCopy } from './copy.ts';
import { atLineAsync, EngineNeeded } from './engine-needed.ts';
import { KeptLayers } from './kept-layers.ts';
import { KnownContents } from './known-contents.ts';
import { layerKey } from './layer-key.ts';
import { planOf } from './plan.ts';
import type { CopyStep, Stage, Step, WorkdirStep } from './stage.ts';
import type { Contents } from './stage-tree.ts';
import { StageTree } from './stage-tree.ts';
import {
  folderToMake,
  refuseMissingFolder,
  refuseUncertainCopy,
  uncertainFolder,
} from './working-folder.ts';
import { openLayer } from './write-layer.ts';

export interface AssemblyRequest {
  readonly workspaceRoot: string;
  readonly imagePrefix: string;
  readonly dockerfile: string;
  readonly buildArguments: Readonly<Record<string, string>>;
  readonly bases: readonly ImageDescription[];
  readonly context: ContextPlace;
  /** As images name it: `amd64`. */
  readonly architecture: string;
  readonly compile: Compile;
  readonly kept: KeptWork;
  /** Where the same bases were read before, by an earlier assembly of this process. */
  readonly known?: KnownBases;
}

/** Where what is known of an image's parts lies between two runs. */
export interface KeptWork {
  readonly project: string;
  readonly cacheFolder: string;
  /** Of the image's parts, as the last run left it. */
  readonly imageFolder: string;
}

/** The images that Dockerfiles build on, for several assemblies after each other. */
export interface KnownBases {
  readonly contents: Contents;
  readonly images: BaseImages;
}

interface BasesPlace {
  readonly workspaceRoot: string;
  readonly cacheFolder: string;
}

export function readBases(place: BasesPlace, bases: readonly ImageDescription[]): KnownBases {
  const contents: Contents = new WeakMap();
  return { contents, images: new BaseImages(place, bases, contents) };
}

/** A layer that is not written yet. */
interface Draft {
  readonly files: ReadonlyMap<string, FileNode>;
  readonly madeBy: string;
}

interface FinishedStage {
  readonly tree: StageTree;
  /** Those of this stage and of the stages that it begins with. */
  readonly drafts: readonly Draft[];
}

/** An image that was found to need no engine; only its layers have to be written yet. */
export interface AssembledImage {
  /** All that it will have, and where the contents of its files are. */
  readonly tree: FileTree;
  readonly contents: Contents;
  write(folder: string): Promise<ResolvedImage>;
  /** Keeps the digests of what was read of the context, as writing does too. */
  keepDigests(): void;
}

/**
 * Does what a Dockerfile says, on lists of files: of the contents only bases are read before the
 * layers are written. Throws an `EngineNeeded` where that is not possible.
 */
export async function assemble(request: AssemblyRequest): Promise<AssembledImage> {
  return new Assembler(request).image();
}

class Assembler {
  readonly #request: AssemblyRequest;
  readonly #contents: Contents;
  readonly #bases: BaseImages;
  readonly #knownContents: KnownContents;
  readonly #stages = new Map<Stage, Promise<FinishedStage>>();
  #context: StageTree | undefined;

  constructor(request: AssemblyRequest) {
    this.#request = request;
    const { workspaceRoot, bases, kept, known } = request;
    const { cacheFolder, project } = kept;
    const { contents, images } = known ?? readBases({ workspaceRoot, cacheFolder }, bases);
    this.#contents = contents;
    this.#bases = images;
    this.#knownContents = new KnownContents(join(cacheFolder, 'contents', `${project}.json`));
  }

  async image(): Promise<AssembledImage> {
    const { dockerfile, imagePrefix, buildArguments } = this.#request;
    const settingsOf = (project: string) => this.#bases.settingsOf(project);
    const stage = planOf({ dockerfile, imagePrefix, buildArguments, settingsOf });
    const config = this.#platformOf(stage);
    const { drafts, tree } = await this.#stage(stage);
    return {
      tree: tree.nodes,
      contents: this.#contents,
      write: (folder) => this.#write(stage, drafts, config, folder),
      keepDigests: () => this.#knownContents.save(),
    };
  }

  #stage(stage: Stage): Promise<FinishedStage> {
    const known = this.#stages.get(stage);
    if (known !== undefined) return known;
    const finished = this.#run(stage);
    this.#stages.set(stage, finished);
    return finished;
  }

  async #run(stage: Stage): Promise<FinishedStage> {
    const before = await this.#begin(stage);
    const { tree } = before;
    const drafts = [...before.drafts];
    refuseMissingFolder(stage, this.#bases, tree);
    let pending: WorkdirStep | undefined;
    for (const step of stage.steps) {
      if (step.kind === 'workdir') {
        pending = folderToMake(step, tree, pending);
        continue;
      }
      if (pending !== undefined) {
        if (step.kind === 'copy') refuseUncertainCopy(pending, step, tree);
        tree.makeFolder(pending.path, { userId: 0, groupId: 0 });
        pending = undefined;
      }
      await atLineAsync(step.line, () => this.#apply(tree, step));
      const madeBy = step.kind === 'copy' ? `COPY ${step.text}` : step.kind;
      drafts.push({ files: tree.takeChanges(), madeBy });
    }
    if (pending !== undefined) throw uncertainFolder(pending);
    return { tree, drafts };
  }

  async #begin(stage: Stage): Promise<FinishedStage> {
    const { base } = stage;
    // Also of a stage that is only copied from: what its base would do there is an engine's.
    this.#platformOf(stage);
    if (base.kind === 'scratch') return { tree: new StageTree(new Map()), drafts: [] };
    if (base.kind === 'image') {
      return { tree: new StageTree((await this.#bases.list(base.project)).nodes), drafts: [] };
    }
    const { tree, drafts } = await this.#stage(base.stage);
    return { tree: new StageTree(tree.nodes), drafts };
  }

  async #apply(tree: StageTree, step: Exclude<Step, WorkdirStep>): Promise<void> {
    if (step.kind === 'chmod') applyChmod(tree, step, this.#contents);
    else if (step.kind === 'compile') await this.#request.compile(tree, step, this.#contents);
    else applyCopy(tree, await this.#sourceOf(step), step, this.#contents);
  }

  async #sourceOf({ from }: CopyStep): Promise<StageTree> {
    if (from.kind === 'stage') return (await this.#stage(from.stage)).tree;
    if (from.kind === 'image') return new StageTree((await this.#bases.list(from.project)).nodes);
    this.#context ??= readContext(this.#request.context, this.#contents, this.#knownContents);
    return this.#context;
  }

  #platformOf(stage: Stage): ImageConfigFile {
    const { base, line } = stage;
    if (base.kind === 'stage') return this.#platformOf(base.stage);
    if (base.kind === 'image') {
      const { config } = this.#bases.get(base.project) ?? {};
      const hasTriggers = ((config?.config as Triggers | undefined)?.OnBuild ?? []).length > 0;
      if (config === undefined)
        throw new EngineNeeded(line, `${base.project} is not among the bases`);
      if (hasTriggers) throw new EngineNeeded(line, 'a base with ONBUILD needs an engine');
      if (((config.config as Triggers | undefined)?.Shell ?? []).length > 0)
        throw new EngineNeeded(line, 'a base with SHELL needs an engine');
      return config;
    }
    const { architecture } = this.#request;
    // Engines disagree on the variants of other architectures.
    if (architecture !== 'amd64')
      throw new EngineNeeded(line, `scratch on ${architecture} needs an engine`);
    return { architecture, os: 'linux' };
  }

  async #write(
    stage: Stage,
    drafts: readonly Draft[],
    platform: ImageConfigFile,
    folder: string,
  ): Promise<ResolvedImage> {
    const base = await this.#baseLayers(stage);
    const own: StoredLayer[] = [];
    const { cacheFolder, project, imageFolder } = this.#request.kept;
    const keptLayers = new KeptLayers(cacheFolder, project, imageFolder);
    for (const { files } of drafts) {
      const file = join(folder, `${own.length}.tar`);
      const key = await layerKey(files, this.#contents);
      const layer = (await keptLayers.take(key, file)) ?? {
        ...(await readLayer(openLayer(files, this.#contents), file)),
        file,
      };
      await keptLayers.keep(key, layer);
      own.push(layer);
    }
    await keptLayers.forgetOthers();
    this.#knownContents.save();
    const layers = [...base, ...own];
    const config = configOf(stage, platform, layers, drafts);
    return { configText: JSON.stringify(config), config, layers };
  }

  async #baseLayers({ base }: Stage): Promise<readonly StoredLayer[]> {
    if (base.kind === 'stage') return this.#baseLayers(base.stage);
    return base.kind === 'image' ? (await this.#bases.list(base.project)).layers : [];
  }
}

interface Triggers {
  readonly OnBuild?: readonly string[] | null;
  readonly Shell?: readonly string[] | null;
}

/** Of no time: equal content makes equal bytes. */
const created = new Date(0).toISOString();

function configOf(
  stage: Stage,
  platform: ImageConfigFile,
  layers: readonly StoredLayer[],
  drafts: readonly Draft[],
): ImageConfigFile {
  const { architecture, os, variant, history = [] } = platform;
  const before = history.map((entry) => ({ ...entry, created }));
  const made = drafts.map(({ madeBy }) => ({ created, created_by: madeBy }));
  const isWhole =
    before.filter((entry) => entry.empty_layer !== true).length === layers.length - made.length;
  return {
    created,
    ...(architecture === undefined ? {} : { architecture }),
    ...(os === undefined ? {} : { os }),
    ...(variant === undefined ? {} : { variant }),
    config: stage.settings,
    rootfs: { type: 'layers', diff_ids: layers.map(({ digest }) => digest) },
    ...(isWhole ? { history: [...before, ...made] } : {}),
  };
}
