import { chmodSync, copyFileSync, existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Program } from '../programs/modules.ts';
import type { Runner } from '../base/run.ts';
import { hostPath, imagesFolder, type Settings } from '../base/settings.ts';
import { writeImageArchive } from './archive.ts';
import { makeDebianRoot } from './debian.ts';
import type { ImageSpec } from './list.ts';

/** Raised when the layout of images changes, so that kept ones are made anew. */
const LAYOUT = 1;
const CERTIFICATES = '/etc/ssl/certs/ca-certificates.crt';

/** Kept by the same hash as the program in it. */
export function imageArchive(settings: Settings, spec: ImageSpec, program: Program): string {
  const folder = dirname(program.path).split('/').at(-1) ?? '';
  return join(imagesFolder(settings), `${folder}-${LAYOUT}`, `${spec.program}.tar`);
}

export async function buildImage(
  spec: ImageSpec,
  program: Program,
  settings: Settings,
  work: string,
  runner: Runner,
): Promise<void> {
  const folder = join(work, 'images', spec.program);
  const root = join(folder, 'root');
  mkdirSync(root, { recursive: true });
  if (spec.debian) await makeDebianRoot(root, settings, runner);
  addFiles(root, spec, program, settings);
  const target = imageArchive(settings, spec, program);
  const input = { name: spec.name, entrypoint: spec.path, root, target, work: folder };
  await writeImageArchive(input, runner);
}

function addFiles(root: string, spec: ImageSpec, program: Program, settings: Settings): void {
  const place = join(root, spec.path);
  mkdirSync(dirname(place), { recursive: true });
  copyFileSync(program.path, place);
  chmodSync(place, 0o755);
  const certificates = hostPath(settings, CERTIFICATES);
  if (existsSync(certificates)) {
    mkdirSync(join(root, dirname(CERTIFICATES)), { recursive: true });
    copyFileSync(certificates, join(root, CERTIFICATES));
  }
  mkdirSync(join(root, 'tmp'), { recursive: true });
  chmodSync(join(root, 'tmp'), 0o1777);
}
