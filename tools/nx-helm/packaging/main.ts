import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { buildPackage } from './build-package.ts';
import { packPackage } from './pack-package.ts';

const { positionals } = parseArgs({ allowPositionals: true });
const workspaceRoot = join(import.meta.dirname, '..', '..', '..');
const output = join(workspaceRoot, 'dist', 'tools', 'nx-helm');

/** `build` makes dist/tools/nx-helm, `pack` makes of it a tarball in dist/packages. */
if (positionals[0] === 'build') {
  buildPackage(output);
  console.log('nx-helm: built dist/tools/nx-helm');
} else if (positionals[0] === 'pack') {
  const { file, files } = packPackage(output, join(workspaceRoot, 'dist', 'packages'));
  console.log(`nx-helm: packed ${files.length} files into ${relative(workspaceRoot, file)}`);
} else {
  console.error('Do: node tools/nx-helm/packaging/main.ts build | pack');
  process.exitCode = 1;
}
