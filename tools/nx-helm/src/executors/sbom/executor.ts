import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, relative } from 'node:path';
import { makeSbom, sbomFile } from '../../attestation/sbom.ts';
import { readImage } from '../../image/image-description.ts';
import { executorOfAny } from '../report.ts';

/** Writes the bill of materials of the project's image. */
export default executorOfAny(async (_options, { root }, project) => {
  const image = readImage(root, project);
  const text = await makeSbom(root, image);
  const file = sbomFile(root, project);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
  const count = text.split('\n').filter((line) => line.startsWith('      "purl": ')).length;
  console.log(`${project}: ${relative(root, file)}, ${count} packages of ${image.reference}`);
});
