import { accessSync, constants, statSync } from 'node:fs';
import { isNativeError } from 'node:util/types';
import { nearestExisting } from './host.mjs';

/**
 * @typedef {import('./finding.mjs').Finding} Finding
 * @typedef {object} Folder
 * @property {string} path
 * @property {string} use what is kept there
 * @property {string} fix
 * @property {boolean} [madeHere] whether it is made where it is not there yet
 */

/**
 * Those that cannot be written, which would otherwise show when much has been downloaded and built.
 *
 * @param {readonly Folder[]} folders
 * @returns {Finding[]}
 */
export function folderFindings(folders) {
  return folders.flatMap(({ path, use, fix, madeHere = true }) => {
    const reason = refusal(madeHere ? nearestExisting(path) : path);
    if (reason === undefined) return [];
    const what = `${use} goes to ${path}, which cannot be written (${reason})`;
    return [{ code: 'FOLDER_NOT_WRITABLE', what, fix }];
  });
}

/**
 * Why nothing can be made in a folder, as the system reports it.
 *
 * @param {string} folder
 */
function refusal(folder) {
  try {
    if (!statSync(folder).isDirectory()) return `${folder} is not a folder`;
    accessSync(folder, constants.W_OK | constants.X_OK);
    return undefined;
  } catch (error) {
    return isNativeError(error) ? error.message : String(error);
  }
}
