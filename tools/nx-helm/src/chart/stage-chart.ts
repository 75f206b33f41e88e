import { existsSync, lstatSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { UserError } from '@taskora/base/errors';
import { allLibraryFolders, parseChartText, readChart } from './chart-file.ts';

/** What `helm dependency build` leaves beside the charts that it fetches; rendering needs neither. */
const leftByHelm = new Set(['Chart.lock', 'tmpcharts']);

/**
 * Copies a chart with the local charts it depends on into a folder of its own, as Helm wants them,
 * besides those that are vendored in its folder `charts`. The source tree is never written, so two
 * tasks can stage one library at the same time.
 */
export async function stageChart(
  workspaceRoot: string,
  chart: string,
  target: string,
): Promise<void> {
  const facts = readChart(workspaceRoot, `${chart}/Chart.yaml`);
  // Before anything is written: charts that need each other would be copied without end.
  allLibraryFolders(workspaceRoot, facts);
  const locals = facts.localDependencies.map((folder) => ({
    folder,
    name: readChart(workspaceRoot, `${folder}/Chart.yaml`).name,
  }));
  const source = join(workspaceRoot, chart);
  const replaced = await copiesOf(source, new Set(locals.map(({ name }) => name)));
  await rm(target, { recursive: true, force: true });
  await mkdir(target, { recursive: true });
  await cp(source, target, {
    recursive: true,
    // A link would lead to a place of this machine, and the output is kept for others too.
    dereference: true,
    filter: (path) => !replaced.has(path) && isReadable(workspaceRoot, path),
  });
  for (const { folder, name } of locals) {
    await stageChart(workspaceRoot, folder, join(target, 'charts', name));
  }
}

/** Copies of local charts that somebody made before, and what only belongs to them. */
async function copiesOf(source: string, names: ReadonlySet<string>): Promise<Set<string>> {
  if (names.size === 0) return new Set();
  const folder = join(source, 'charts');
  const vendored = existsSync(folder) ? await readdir(folder) : [];
  const copies: string[] = [];
  for (const entry of vendored) {
    const path = join(folder, entry);
    if (names.has((await chartNameOf(path)) ?? '')) copies.push(path);
  }
  return new Set([...copies, ...[...leftByHelm].map((name) => join(source, name))]);
}

/** `redis-1.2.3.tgz` is named after the chart in it. */
const archive = /^(.+?)-v?\d+\.\d+\.\d+(?:[-+].*)?\.tgz$/;

/** The name of a vendored chart, which is a folder or an archive. */
async function chartNameOf(path: string): Promise<string | undefined> {
  const packed = archive.exec(basename(path))?.[1];
  if (packed !== undefined) return packed;
  const file = join(path, 'Chart.yaml');
  if (!existsSync(file)) return undefined;
  const { name } = parseChartText(await readFile(file, 'utf8'));
  return typeof name === 'string' ? name : undefined;
}

/** Editors leave links that lead nowhere to say that a file is open; any other is a mistake. */
function isReadable(workspaceRoot: string, path: string): boolean {
  if (existsSync(path) || !lstatSync(path).isSymbolicLink()) return true;
  if (basename(path).startsWith('.#')) return false;
  const link = relative(workspaceRoot, path);
  throw new UserError(
    'NXHELM_LINK_UNUSABLE',
    `the symbolic link ${link} leads to nothing`,
    `remove ${link}, or make the file that it leads to`,
  );
}
