import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { UserError } from '@taskora/base/errors';
import { withTemporaryPlace } from '../base/temporary-place.ts';
import { unpackChart } from '../chart/unpack-chart.ts';

const comment = /\{\{-?\s*\/\*[^]*?\*\/\s*-?\}\}/g;
/** With its strings whole: one may have the end of an action in it. */
const action = /\{\{(?:"(?:[^"\\]|\\.)*"|`[^`]*`|[^"`])*?\}\}/g;
const asking = /(?<![$\w.-])(?:lookup|getHostByName)(?![\w-])|\.Capabilities\.APIVersions\b/;

/** What a template asks the cluster, or the network, while it is rendered; undefined where it asks nothing. */
export function askedIn(text: string): string | undefined {
  if (!asking.test(text)) return undefined;
  const actions = text.replaceAll(comment, '').match(action) ?? [];
  return actions.flatMap((each) => asking.exec(each)?.[0] ?? [])[0];
}

/**
 * Refuses a chart of which something else may be deployed than was rendered and checked: a render without a
 * cluster answers its questions with nothing, and has no definitions of kinds. With its dependencies, and with
 * what is no template, because `tpl` makes one of any text.
 */
export async function refuseClusterDependent(
  release: string,
  { chart, values }: { readonly chart: string; readonly values: string },
): Promise<void> {
  const why = (await inValues(values)) ?? (await inFolder(chart, chart, release));
  if (why === undefined) return;
  throw new UserError(
    'NXHELM_PREVIEW_RENDER',
    `${why}, so something else may be deployed than what was checked; nothing was deployed`,
    `take it out of the chart of ${release} or of the chart that it depends on`,
    { project: release },
  );
}

async function inValues(file: string): Promise<string | undefined> {
  const asked = askedIn(await readFile(file, 'utf8'));
  return asked === undefined ? undefined : `a template in its values asks by ${asked}`;
}

async function inFolder(top: string, folder: string, release: string): Promise<string | undefined> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  for (const entry of entries.filter((each) => each.isFile())) {
    const path = join(entry.parentPath, entry.name);
    const name = relative(top, path);
    // Of a chart, not a folder of that name among its templates.
    if (/^(?:charts\/[^/]+\/)*crds\//.test(name.replaceAll(sep, '/'))) {
      return `its chart brings a definition of a kind, ${name}`;
    }
    const found = /\.tgz$/.test(name)
      ? await inArchive(path, release)
      : askedIn(await readFile(path, 'utf8'));
    if (found !== undefined) return /\.tgz$/.test(name) ? found : `${name} asks by ${found}`;
  }
  return undefined;
}

/** A dependency as it was locked, which Helm reads as it is. */
function inArchive(archive: string, release: string): Promise<string | undefined> {
  return withTemporaryPlace({ purpose: 'nx-helm-dependency' }, async (folder) => {
    await unpackChart(archive, folder, release);
    return inFolder(folder, folder, release);
  });
}
