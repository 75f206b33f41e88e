import { existsSync, mkdirSync, readdirSync, renameSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { sha256Of } from '../base/sha256.ts';
import { runSteps, step, type Output } from '../base/progress.ts';
import { refusalFor } from '../base/refuse-for.ts';
import { must } from '../base/run.ts';
import { PROGRAMS, withSession, type Session } from '../base/session.ts';
import { programsFolder, type Settings } from '../base/settings.ts';
import {
  CONTENT,
  describeFiles,
  MANIFEST,
  notAnExport,
  platform,
  readManifest,
  wantedFolders,
  type Manifest,
} from './exported.ts';

export interface ImportResult {
  /** The module folders that are here now because of the archive. */
  readonly taken: readonly string[];
  /** Those that were here already: what is built is never replaced. */
  readonly present: readonly string[];
  /** Those built from other sources than this checkout's. */
  readonly other: readonly string[];
}

/**
 * Takes programs that another machine has exported. They run as root later on, so the archive has
 * to have the digest that the export printed, and each file the digest in its list.
 */
export async function importPrograms(
  source: string,
  sha256: string | undefined,
  settings: Settings,
  output: Output,
): Promise<ImportResult> {
  const file = resolve(source);
  if (statSync(file, { throwIfNoEntry: false })?.isFile() !== true) {
    throw notAnExport(`${file} is not a file`);
  }
  await checkDigest(file, sha256);
  const result: { taken: string[]; present: string[]; other: string[] } = {
    taken: [],
    present: [],
    other: [],
  };
  await withSession(PROGRAMS, settings, output, async (session) => {
    const root = join(session.work, 'import');
    await runSteps(
      [
        step('unpacking', 10, () => unpack(file, root, session)),
        step('digests', 4, () => checkFiles(root)),
        step('programs', 1, () => Promise.resolve(take(root, settings, result))),
      ],
      output,
    );
  });
  return result;
}

async function checkDigest(file: string, wanted: string | undefined): Promise<void> {
  const found = await sha256Of(file);
  if (found === wanted?.toLowerCase().replace(/^sha256:/, '')) return;
  throw refusalFor({
    code: 'PROGRAMS_DIGEST_DIFFERS',
    what:
      wanted === undefined
        ? `no digest was given for ${basename(file)}, whose programs would run as root`
        : `${basename(file)} has the digest ${found}, not ${wanted}; nothing of it was taken`,
    fix: 'copy the archive again, and give --sha256 as infra:programs --export has printed it',
  });
}

async function unpack(file: string, root: string, { runner }: Session): Promise<void> {
  mkdirSync(root, { recursive: true });
  const args = ['--no-same-owner', '--no-same-permissions', '-C', root, '-xzf', file];
  await must(runner, 'tar', args);
}

/** Every file is listed and as listed, and every listed file is there. */
async function checkFiles(root: string): Promise<void> {
  const manifest = readManifest(join(root, MANIFEST));
  if (manifest.platform !== platform()) {
    throw refusalFor({
      code: 'PROGRAMS_FOR_OTHER_PLATFORM',
      what: `these programs are for ${manifest.platform}, and this machine is ${platform()}`,
      fix: `export them on a machine that is ${platform()}`,
    });
  }
  const content = join(root, CONTENT);
  if (!existsSync(content)) throw notAnExport(`it has no folder ${CONTENT}`);
  const lineOf = ({ path, sha256, executable }: Manifest['files'][number]): string =>
    `${path} ${sha256} ${executable ? 'executable' : 'data'}`;
  const listed = new Set(manifest.files.map(lineOf));
  const found = new Set((await describeFiles(content)).map(lineOf));
  const different =
    [...listed].find((line) => !found.has(line)) ?? [...found].find((line) => !listed.has(line));
  if (different !== undefined) {
    throw notAnExport(`${different.split(' ')[0]} is not as its ${MANIFEST} says`);
  }
}

function take(
  root: string,
  settings: Settings,
  result: { taken: string[]; present: string[]; other: string[] },
): void {
  const wanted = wantedFolders(settings);
  mkdirSync(programsFolder(settings), { recursive: true });
  for (const name of readdirSync(join(root, CONTENT))) {
    const place = wanted.get(name);
    if (place === undefined) result.other.push(name);
    else if (takeMissing(join(root, CONTENT, name), place)) result.taken.push(name);
    else result.present.push(name);
  }
}

/** Brings what is not there yet, each program whole or not at all; true where anything was missing. */
function takeMissing(source: string, place: string): boolean {
  if (!existsSync(place)) {
    renameSync(source, place);
    return true;
  }
  // Programs are built one by one; schemas, which lie in folders, are made all at once.
  const missing = readdirSync(source, { withFileTypes: true })
    .filter((entry) => entry.isFile() && !existsSync(join(place, entry.name)))
    .map(({ name }) => name);
  for (const name of missing) renameSync(join(source, name), join(place, name));
  return missing.length > 0;
}

export function describeImport({ taken, present, other }: ImportResult): string {
  const part = (names: readonly string[], text: string): string[] =>
    names.length === 0 ? [] : [`${text}: ${names.join(', ')}.`];
  return [
    ...part(taken, 'Imported'),
    ...part(present, 'Here already'),
    ...part(other, 'Built from other sources, and left out'),
  ].join(' ');
}
