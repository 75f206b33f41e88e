import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatTable } from '@taskora/base/table';
import { z } from 'zod';

/** What `container` writes beside an exported image, as far as a list of images shows it. */
const imageSchema = z.object({
  project: z.string(),
  reference: z.string(),
  sizeBytes: z.number(),
  layers: z.array(z.unknown()),
});

/** The images in the given folder, one row each: who made it, its name, its unpacked size in MB, its layers. */
export function imageRows(folder: string): string[][] {
  return globSync('*/image.json', { cwd: folder })
    .toSorted()
    .map((file) => {
      const text = readFileSync(join(folder, file), 'utf8');
      const { project, reference, sizeBytes, layers } = imageSchema.parse(JSON.parse(text));
      return [project, reference, `${(sizeBytes / 1e6).toFixed(1)} MB`, String(layers.length)];
    });
}

export function formatImages(folder: string): string {
  return formatTable([['PROJECT', 'IMAGE', 'UNPACKED', 'LAYERS'], ...imageRows(folder)]);
}
