import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  createReadStream,
  createWriteStream,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { AssemblyRequest } from '../assembly/assemble.ts';
import { assemble } from '../assembly/assemble.ts';
import { compileIn } from '../assembly/compile.ts';
import { environmentWith } from '../base/settings.ts';
import { openArchive } from '../image/archive.ts';
import { exportImage, storeImage } from '../image/export-image.ts';
import type { ImageDescription } from '../image/image-description.ts';
import { dockerArchive } from './docker-archive.ts';
import type { TestFile, TestImage } from './docker-archive.ts';

/** Whether this machine has the engine that the assembled images are compared with. */
export const hasPodman = spawnSync('podman', ['info']).status === 0;

/** One workspace in which images are assembled and built, each to its own folder. */
export class ComparedImages {
  readonly root: string;
  #base: ImageDescription | undefined;

  constructor(root: string) {
    this.root = root;
  }

  /** Stores an image of the workspace, and gives it to podman, if there is one. */
  async addBase(image: TestImage): Promise<void> {
    const bytes = await dockerArchive(image);
    const file = join(this.root, 'base.tar');
    writeFileSync(file, bytes);
    this.#base = await exportImage({
      archive: createReadStream(file),
      repository: 'docker.io/nx-helm-compared-images/base',
      project: 'base',
      bases: [],
      folder: join(this.root, 'dist/images/base'),
    });
    if (!hasPodman) return;
    const loaded = this.#podman('load', '--quiet', '--input', file);
    const id = loaded.trim().replace(/^.*: /s, '');
    this.#podman('tag', id, this.#base.reference);
  }

  get bases(): readonly ImageDescription[] {
    return this.#base === undefined ? [] : [this.#base];
  }

  async assembled(dockerfile: string, hasModes = true): Promise<ImageDescription> {
    const image = await assemble(this.request(dockerfile, hasModes));
    return storeImage(this.#target('assembled'), (received) => image.write(received));
  }

  request(dockerfile: string, hasModes = true): AssemblyRequest {
    const file = join(this.root, 'Dockerfile');
    return {
      workspaceRoot: this.root,
      imagePrefix: 'nx-helm-compared-images',
      dockerfile,
      buildArguments: {},
      bases: this.bases,
      context: { folder: join(this.root, 'context'), file, hasModes },
      architecture: 'amd64',
      compile: compileIn({ project: 'image', cacheFolder: join(this.root, 'cache') }),
      kept: {
        project: 'image',
        cacheFolder: join(this.root, 'cache'),
        imageFolder: join(this.root, 'dist/images/assembled'),
      },
    };
  }

  async built(dockerfile: string): Promise<ImageDescription> {
    const work = mkdtempSync(join(this.root, 'built-'));
    const file = join(work, 'Dockerfile');
    const named = this.bases.reduce(
      (text, { name, reference }) => text.replaceAll(name.replace('docker.io/', ''), reference),
      dockerfile,
    );
    writeFileSync(file, named);
    const tag = `localhost/nx-helm-compared-images:${process.pid}`;
    const archive = join(work, 'archive.tar');
    try {
      const own = ['--no-cache', '--quiet', '--network', 'host', '--isolation', 'chroot'];
      this.#podman('build', ...own, '--file', file, '--tag', tag, join(this.root, 'context'));
      this.#save(tag, archive);
      return await exportImage({ ...this.#target('built'), archive: createReadStream(archive) });
    } finally {
      this.#podman('rmi', '--force', '--ignore', tag);
      rmSync(work, { recursive: true });
    }
  }

  /** What podman has of an assembled image that it was given, as a loader gives it. */
  async throughPodman(image: ImageDescription): Promise<ImageDescription> {
    const archive = join(this.root, 'sent.tar');
    const back = join(this.root, 'back.tar');
    const stored = { ...image, project: 'assembled' };
    try {
      await pipeline(await openArchive(this.root, stored), createWriteStream(archive));
      this.#podman('load', '--quiet', '--input', archive);
      this.#save(image.reference, back);
      return await exportImage({ ...this.#target('back'), archive: createReadStream(back) });
    } finally {
      this.#podman('rmi', '--force', '--ignore', image.reference);
      for (const file of [archive, back]) rmSync(file, { force: true });
    }
  }

  #save(reference: string, archive: string): void {
    const args = ['--quiet', '--format', 'docker-archive', '--output', archive];
    this.#podman('save', ...args, reference);
  }

  /**
   * Each workspace has a store of its own: two processes that give podman's store the same base
   * at once see each other's half-written layers, and one that removes an image breaks a build.
   */
  #podman(...args: readonly string[]): string {
    const folder = join(this.root, 'podman');
    const store = ['--root', join(folder, 'store'), '--runroot', join(folder, 'run')];
    return execFileSync('podman', [...store, '--storage-driver', 'vfs', ...args], {
      encoding: 'utf8',
      env: environmentWith({ BUILDAH_FORMAT: 'docker' }),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  }

  #target(project: string) {
    return {
      project,
      repository: 'docker.io/nx-helm-compared-images/image',
      bases: this.bases,
      folder: join(this.root, 'dist/images', project),
    };
  }

  /** Writes the context anew; a mode may be given, a content that ends with a slash is a folder. */
  writeContext(files: readonly ContextFile[]): void {
    const folder = join(this.root, 'context');
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder);
    for (const { path, content, link, sameAs } of files) {
      const target = join(folder, path);
      mkdirSync(join(target, '..'), { recursive: true });
      if (link !== undefined) symlinkSync(link, target);
      else if (sameAs !== undefined) linkSync(join(folder, sameAs), target);
      else if (content === undefined) mkdirSync(target, { recursive: true });
      else writeFileSync(target, content);
    }
    for (const { path, mode } of files.toReversed()) {
      if (mode !== undefined) chmodSync(join(folder, path), mode);
    }
  }
}

export interface ContextFile {
  readonly path: string;
  readonly mode?: number | undefined;
  /** Of a folder, none. */
  readonly content?: string | undefined;
  readonly link?: string | undefined;
  /** The path of a file before this one, of which it is a hard link. */
  readonly sameAs?: string | undefined;
}

/** Programs of this machine, with what they are linked to, as files of an image. */
export function programFiles(...programs: readonly string[]): TestFile[] {
  const libraries = programs.flatMap((program) =>
    [...execFileSync('ldd', [program], { encoding: 'utf8' }).matchAll(/\/\S+/g)].map(String),
  );
  return [...new Set([...programs, ...libraries])].map((file) => ({
    name: realName(file),
    content: readFileSync(file),
    mode: 0o755,
  }));
}

/** Below /usr, where the links of the test's root lead. */
function realName(file: string): string {
  return `usr${file.replace(/^\/usr/, '')}`;
}
