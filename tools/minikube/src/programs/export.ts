import {
  cpSync,
  existsSync,
  mkdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { sha256Of } from '../base/sha256.ts';
import { runSteps, step, type Output } from '../base/progress.ts';
import { refusalFor } from '../base/refuse-for.ts';
import { must } from '../base/run.ts';
import { PROGRAMS, withSession, type Session } from '../base/session.ts';
import type { Settings } from '../base/settings.ts';
import {
  CONTENT,
  describeFiles,
  EXPORT_FORMAT,
  MANIFEST,
  platform,
  wantedFolders,
  type Manifest,
} from './exported.ts';

/** What makes two archives of the same programs the same bytes. */
const REPEATABLE = [
  '--sort=name',
  '--mtime=@0',
  '--owner=0',
  '--group=0',
  '--numeric-owner',
  '--mode=u=rwX,go=rX',
  '--use-compress-program=gzip --no-name -1',
];

export interface ExportResult {
  readonly file: string;
  readonly sha256: string;
  readonly bytes: number;
  /** The module folders in it, and those of which nothing is built here. */
  readonly folders: readonly string[];
  readonly missing: readonly string[];
}

/**
 * Packs the programs and schemas that are built from this checkout's sources. Go builds are
 * reproducible, so two machines with the same Go pack the same bytes.
 */
export async function exportPrograms(
  target: string,
  settings: Settings,
  output: Output,
): Promise<ExportResult> {
  const file = resolve(target);
  const wanted = [...wantedFolders(settings)];
  const present = wanted.filter(([, folder]) => existsSync(folder));
  if (present.length === 0) {
    const what =
      'no program is built from the sources of this checkout, so there is none to export';
    throw refusalFor({ code: 'NO_PROGRAMS_BUILT', what, fix: 'npx nx run infra:cluster-up' });
  }
  await withSession(PROGRAMS, settings, output, (session) => pack(present, file, session));
  const missing = wanted.filter(([, folder]) => !existsSync(folder)).map(([name]) => name);
  const sha256 = await sha256Of(file);
  const folders = present.map(([name]) => name);
  return { file, sha256, bytes: statSync(file).size, folders, missing };
}

async function pack(
  folders: readonly (readonly [string, string])[],
  file: string,
  { work, runner, output }: Session,
): Promise<void> {
  const root = join(work, 'export');
  const content = join(root, CONTENT);
  const draft = `${file}.draft`;
  const copy = (): Promise<void> => {
    mkdirSync(content, { recursive: true });
    for (const [name, folder] of folders) {
      cpSync(folder, join(content, name), { recursive: true });
    }
    return Promise.resolve();
  };
  const list = async (): Promise<void> => {
    const files = await describeFiles(content);
    const manifest: Manifest = { format: EXPORT_FORMAT, platform: platform(), files };
    writeFileSync(join(root, MANIFEST), `${JSON.stringify(manifest, undefined, 2)}\n`);
  };
  const archive = async (): Promise<void> => {
    mkdirSync(dirname(file), { recursive: true });
    await must(runner, 'tar', [...REPEATABLE, '-C', root, '-cf', draft, MANIFEST, CONTENT]);
    renameSync(draft, file);
  };
  try {
    await runSteps(
      [step('programs', 2, copy), step('digests', 4, list), step('archive', 20, archive)],
      output,
    );
  } finally {
    rmSync(draft, { force: true });
  }
}

/** What was exported, and the command that imports it elsewhere. */
export function describeExport({ file, sha256, bytes, folders, missing }: ExportResult): string {
  const size = `${(bytes / 1e6).toFixed(0)} MB`;
  const without = missing.length === 0 ? '' : ` Not built here: ${missing.join(', ')}.`;
  return [
    `Exported ${folders.length} folders of programs into ${file} (${size}).${without}`,
    `On another machine: npx nx run infra:programs --import=FILE --sha256=${sha256}`,
  ].join('\n');
}
