import { createReadStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, posix } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { createGunzip } from 'node:zlib';
import { extract } from 'tar-stream';
import { messageOf, UserError } from '@taskora/base/errors';

/** Unpacks the one chart of an archive, without its own folder around it. */
export async function unpackChart(archive: string, target: string, project: string): Promise<void> {
  const entries = extract();
  const source = createReadStream(archive);
  const gunzip = createGunzip();
  source.on('error', (error) => entries.destroy(error));
  gunzip.on('error', (error) => entries.destroy(error));
  source.pipe(gunzip).pipe(entries);
  try {
    for await (const entry of entries) {
      const content = await buffer(entry);
      const path = pathIn(entry.header.name);
      if (entry.header.type !== 'file' || path === undefined) continue;
      const file = join(target, path);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, content);
    }
  } catch (error) {
    throw new UserError(
      'NXHELM_CHART_ARCHIVE',
      `the archive ${archive} cannot be unpacked: ${messageOf(error)}`,
      `helm show chart ${archive}`,
      { project, cause: error },
    );
  } finally {
    source.destroy();
  }
}

/** Below the chart's own folder; a path that leads out of it is none of a chart. */
function pathIn(name: string): string | undefined {
  const [, ...parts] = name.split('/');
  if (posix.isAbsolute(name) || name.split('/').includes('..')) {
    throw new Error(`it has the path ${name}`);
  }
  const path = parts.filter((part) => part !== '' && part !== '.').join('/');
  return path === '' ? undefined : path;
}
