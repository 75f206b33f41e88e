import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { pack } from 'tar-stream';
import { unpackChart } from './unpack-chart.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'nx-helm-unpack-'));
});
afterEach(() => rmSync(root, { recursive: true }));

async function archiveOf(files: Readonly<Record<string, string>>): Promise<string> {
  const tar = pack();
  for (const [name, content] of Object.entries(files)) tar.entry({ name }, content);
  tar.finalize();
  const file = join(root, 'chart.tgz');
  writeFileSync(file, gzipSync(await buffer(tar)));
  return file;
}

describe('an archive of a chart', () => {
  it('is unpacked without the folder around it, with charts in it', async () => {
    const archive = await archiveOf({
      'redis/Chart.yaml': 'name: redis',
      'redis/charts/common/Chart.yaml': 'name: common',
    });
    await unpackChart(archive, join(root, 'chart'), 'cache');
    expect(readFileSync(join(root, 'chart/Chart.yaml'), 'utf8')).toBe('name: redis');
    expect(existsSync(join(root, 'chart/charts/common/Chart.yaml'))).toBe(true);
  });

  it('writes nothing outside of its folder', async () => {
    const archive = await archiveOf({ 'redis/../../outside.txt': 'x' });
    await expect(unpackChart(archive, join(root, 'chart'), 'cache')).rejects.toThrow(
      /^NXHELM_CHART_ARCHIVE: .* it has the path redis\/\.\.\/\.\.\/outside\.txt \(project cache\)/,
    );
    expect(existsSync(join(root, 'outside.txt'))).toBe(false);
  });

  it.each(['no archive at all', gzipSync('no tar in it')])(
    'is refused if it is none',
    async (content) => {
      const archive = join(root, 'chart.tgz');
      writeFileSync(archive, content);
      await expect(unpackChart(archive, join(root, 'chart'), 'cache')).rejects.toThrow(
        /^NXHELM_CHART_ARCHIVE: /,
      );
    },
  );
});
