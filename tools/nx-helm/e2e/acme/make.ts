import { rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { shown } from '../context.ts';
import { Acme } from './acme.ts';

/**
 * The fixture workspace for a person who wants to try the plugin: `node make.ts FOLDER`, and with
 * `--remove` behind it everything goes again that was made there, in the cluster and of images.
 */
const [folder = '.', option] = process.argv.slice(2);
const place = {
  workspaceRoot: resolve(import.meta.dirname, '../../../..'),
  temporaryFolder: resolve(folder),
};
if (option === '--remove') {
  await Acme.at(place).remove({ isAwaited: true });
  for (const name of ['acme', 'busybox']) {
    await rm(join(place.temporaryFolder, name), { recursive: true, force: true });
  }
  shown('removed');
} else {
  const { folder: made } = await Acme.create(place);
  shown(`a workspace to try the plugin in: cd ${made}`);
}
