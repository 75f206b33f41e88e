import { readFileSync, writeFileSync } from 'node:fs';
import type { SpdxDocument } from '../release/sbom-checksums.ts';
import { checksumsOfNpm, checksumsOfPython, completeSbom } from '../release/sbom-checksums.ts';

/**
 * `complete-sbom.ts SBOM LOCK…` writes the checksums of the lock files into the SBOM of an image. It
 * imports nothing but Node's own modules, so a job needs no more than a checkout for it.
 */
const [file = '', ...locks] = process.argv.slice(2);
if (locks.length === 0) {
  const usage = 'node tools/dev/src/commands/complete-sbom.ts SBOM LOCK ...';
  console.error(`USAGE: an SBOM and one or more lock files are needed. Do: ${usage}`);
  process.exit(1);
}
const known = new Map(
  locks.flatMap((lock) => {
    const text = readFileSync(lock, 'utf8');
    return [...(lock.endsWith('.json') ? checksumsOfNpm(text) : checksumsOfPython(text))];
  }),
);
const before = JSON.parse(readFileSync(file, 'utf8')) as SpdxDocument;
const { document, unknown } = completeSbom(before, known);
writeFileSync(file, `${JSON.stringify(document, undefined, 2)}\n`);
const withChecksum = (document.packages ?? []).filter(({ checksums = [] }) => checksums.length > 0);
console.log(`${withChecksum.length} of ${document.packages?.length ?? 0} packages have a checksum`);
for (const url of unknown) console.log(`in no lock file: ${url}`);
