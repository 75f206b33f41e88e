import { join } from 'node:path';
import { namesIn, readText } from './host.mjs';
import { isAtLeast } from './versions.mjs';

/** @typedef {import('./finding.mjs').Finding} Finding */

const AT_LEAST = '1.24';

/**
 * The Go version that a module folder asks for.
 *
 * @param {string} source
 */
export function goVersionOf(source) {
  const text = readText(join(source, 'go.mod')) ?? '';
  return /^go (\S+)$/m.exec(text)?.[1] ?? AT_LEAST;
}

/**
 * What is wrong where Go is missing, or too old for any of the module folders.
 *
 * @param {string | undefined} version
 * @param {readonly string[]} sources
 * @returns {Finding | undefined}
 */
export function goFinding(version, sources) {
  const needed = sources
    .map(goVersionOf)
    .reduce((best, one) => (isAtLeast(one, best) ? one : best), AT_LEAST);
  const fix = `install Go ${needed} or newer (its own site describes how)`;
  if (version === undefined) {
    return {
      code: 'NO_GO',
      what: `Go is not installed, and the missing programs have to be built by version ${needed} or newer`,
      fix,
    };
  }
  if (isAtLeast(version, needed)) return undefined;
  return {
    code: 'GO_TOO_OLD',
    what: `Go ${version} is too old; the missing programs need ${needed}`,
    fix,
  };
}

/** Module folders that only checks of this workspace or measurements ask for. */
const NOT_OF_A_CLUSTER = ['actionlint'];

/**
 * The module folders of which nothing has been built here yet. One whose content has changed since it
 * was built is found later, when the contents are hashed.
 *
 * @param {string} modules
 * @param {string} programs the folder that keeps what was built
 * @returns {string[]}
 */
export function unbuiltModules(modules, programs) {
  const built = namesIn(programs).map((name) => name.replace(/-[0-9a-f]{12}(-\d+)?$/, ''));
  return namesIn(modules)
    .filter((name) => !built.includes(name) && !NOT_OF_A_CLUSTER.includes(name))
    .map((name) => join(modules, name));
}
