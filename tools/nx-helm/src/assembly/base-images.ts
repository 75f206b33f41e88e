import { readFileSync } from 'node:fs';
import type { ImageConfigFile, ImageDescription } from '../image/image-description.ts';
import { configFile, layerFile } from '../image/image-description.ts';
import type { FileNode, ListedLayer } from '../image/layers.ts';
import { mergeLayers } from '../image/layers.ts';
import { listBaseLayer } from './kept-layers.ts';
import type { Settings } from './settings.ts';
import { inheritedSettings } from './settings.ts';
import type { Contents } from './stage-tree.ts';

/** An image of the workspace, as a stage begins with it or copies from it. */
export interface BaseImage {
  readonly description: ImageDescription;
  readonly config: ImageConfigFile;
}

export interface ListedImage extends BaseImage {
  readonly layers: readonly ListedLayer[];
  readonly nodes: ReadonlyMap<string, FileNode>;
}

/** The images that a Dockerfile builds on, read when a stage asks for them, and once. */
export class BaseImages {
  readonly #workspaceRoot: string;
  readonly #cacheFolder: string;
  readonly #contents: Contents;
  readonly #images: ReadonlyMap<string, BaseImage>;
  readonly #listed = new Map<string, Promise<ListedImage>>();

  constructor(
    {
      workspaceRoot,
      cacheFolder,
    }: { readonly workspaceRoot: string; readonly cacheFolder: string },
    descriptions: readonly ImageDescription[],
    contents: Contents,
  ) {
    this.#workspaceRoot = workspaceRoot;
    this.#cacheFolder = cacheFolder;
    this.#contents = contents;
    this.#images = new Map(
      descriptions.map((description) => {
        const text = readFileSync(configFile(workspaceRoot, description.project), 'utf8');
        return [description.project, { description, config: JSON.parse(text) as ImageConfigFile }];
      }),
    );
  }

  get(project: string): BaseImage | undefined {
    return this.#images.get(project);
  }

  settingsOf(project: string): Settings {
    return inheritedSettings(this.#images.get(project)?.config ?? {});
  }

  async list(project: string): Promise<ListedImage> {
    const known = this.#listed.get(project);
    if (known !== undefined) return known;
    const listed = this.#read(project);
    this.#listed.set(project, listed);
    return listed;
  }

  async #read(project: string): Promise<ListedImage> {
    const image = this.#images.get(project);
    if (image === undefined) throw new Error(`${project} is no base of this image`);
    const layers = await Promise.all(
      image.description.layers.map((layer) =>
        listBaseLayer(this.#cacheFolder, layer, layerFile(this.#workspaceRoot, project, layer)),
      ),
    );
    for (const { file, starts } of layers) {
      for (const [node, start] of starts) {
        const { sha256 } = node;
        this.#contents.set(node, { file, start, ...(sha256 === undefined ? {} : { sha256 }) });
      }
    }
    return { ...image, layers, nodes: mergeLayers(layers) };
  }
}
