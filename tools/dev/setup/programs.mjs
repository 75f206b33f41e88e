import { existsSync } from 'node:fs';
import path from 'node:path';

/**
 * How the set-up starts the programs that lie elsewhere on Windows, or have another name there.
 *
 * @typedef {object} System
 * @property {NodeJS.Platform} [platform]
 * @property {string} [execPath] the Node that runs this
 * @property {(file: string) => boolean} [exists]
 */

/** @param {System} system */
const isWindows = ({ platform = process.platform }) => platform === 'win32';
/** @param {System} system */
const pathsOf = (system) => (isWindows(system) ? path.win32 : path.posix);

/**
 * npm is a script of the command prompt on Windows, which Node starts through a shell alone; what it
 * calls is a program of Node, and lies beside Node.
 *
 * @param {System} [system]
 * @returns {{ program: string, args: string[] }}
 */
export function npmCommand(system = {}) {
  const { execPath = process.execPath, exists = existsSync } = system;
  const paths = pathsOf(system);
  const cli = paths.join(paths.dirname(execPath), 'node_modules', 'npm', 'bin', 'npm-cli.js');
  return isWindows(system) && exists(cli)
    ? { program: execPath, args: [cli] }
    : { program: 'npm', args: [] };
}

/**
 * A program of a virtual environment of Python.
 *
 * @param {string} environment
 * @param {string} name
 * @param {System} [system]
 */
export function pythonProgram(environment, name, system = {}) {
  const place = isWindows(system) ? ['Scripts', `${name}.exe`] : ['bin', name];
  return pathsOf(system).join(environment, ...place);
}

/**
 * The Node that npm has brought into a folder; what lies in `.bin` is no program on Windows.
 *
 * @param {string} folder
 * @param {System} [system]
 */
export function broughtNode(folder, system = {}) {
  const place = isWindows(system) ? ['node', 'bin', 'node.exe'] : ['.bin', 'node'];
  return pathsOf(system).join(folder, 'node_modules', ...place);
}
