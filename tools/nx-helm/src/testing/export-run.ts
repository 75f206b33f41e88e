import { join } from 'node:path';
import { UserError } from '@taskora/base/errors';
import { exportImage } from '../image/export-image.ts';

/** Exports the archive on standard input, in a process whose limits the caller has set. */
const root = process.argv[2] ?? '';
try {
  await exportImage({
    archive: process.stdin,
    repository: 'docker.io/acme/api',
    project: 'api',
    bases: [],
    folder: join(root, 'dist/images/api'),
  });
} catch (error) {
  process.stdout.write(error instanceof UserError ? error.message : String(error));
  process.exitCode = 1;
}
