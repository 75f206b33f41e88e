import { join } from 'node:path';
import { readText } from './host.mjs';

/** @typedef {Readonly<Record<string, string | undefined>>} Environment */

/**
 * What `pip config list` would print, for a machine on which pip comes only with the packages that are
 * going to be installed: a registry that cannot be reached is to be known before that. What is not set
 * anywhere is pip's own matter.
 *
 * @param {Environment} environment
 * @param {string} [root] the folder below which the system's files are resolved
 * @returns {string}
 */
export function pipSettings(environment, root = '/') {
  const lines = filesOf(environment, root).flatMap((file) => linesOf(readText(file) ?? ''));
  for (const [name, value] of Object.entries(environment)) {
    const option = /^PIP_(.+)$/.exec(name)?.[1];
    if (option === undefined || value === undefined) continue;
    lines.push(`:env:.${option.toLowerCase().replaceAll('_', '-')}='${value}'`);
  }
  return lines.join('\n');
}

/**
 * @param {Environment} environment
 * @param {string} root
 */
function filesOf(environment, root) {
  const { HOME: home = '/', XDG_CONFIG_HOME: own, PIP_CONFIG_FILE: named } = environment;
  if (named === '/dev/null') return [];
  return [
    join(root, '/etc/xdg/pip/pip.conf'),
    join(root, '/etc/pip.conf'),
    join(home, '.pip', 'pip.conf'),
    join(own || join(home, '.config'), 'pip', 'pip.conf'),
    ...(named === undefined ? [] : [named]),
  ];
}

/**
 * @param {string} text of a file as Python's configparser reads it
 * @returns {string[]}
 */
function linesOf(text) {
  let section = 'global';
  return text.split('\n').flatMap((line) => {
    section = /^\[([^\]]+)\]/.exec(line)?.[1] ?? section;
    const [, name, value = ''] = /^([\w-]+)\s*[=:]\s*(.*?)\s*$/.exec(line) ?? [];
    return name === undefined ? [] : [`${section}.${name.replaceAll('_', '-')}='${value}'`];
  });
}
