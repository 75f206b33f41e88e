import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '@taskora/base/run';

export interface Packed {
  readonly file: string;
  /** Paths inside the package. */
  readonly files: readonly string[];
}

interface PackReport {
  readonly filename: string;
  readonly files: readonly { readonly path: string }[];
}

/** `npm pack` of a built folder; gives the tarball's place and what is in it. */
export async function packPackage(folder: string, destination: string): Promise<Packed> {
  mkdirSync(destination, { recursive: true });
  const args = ['pack', '--json', '--pack-destination', destination];
  const { exitCode, stdout, stderr } = await run('npm', args, { directory: folder });
  if (exitCode !== 0) throw new Error(`npm pack failed:\n${stdout}${stderr}`);
  // npm 12 gives an object by package name, the ones before it a list.
  const report = JSON.parse(stdout) as PackReport[] | Record<string, PackReport>;
  const [packed] = Object.values(report);
  if (packed === undefined) throw new Error('npm pack made no package');
  return {
    file: join(destination, packed.filename),
    files: packed.files.map(({ path }) => path).toSorted(),
  };
}
