import { answerOf } from './question.mjs';
import { readText } from './host.mjs';

/**
 * The package names of a list in which `#` starts a comment.
 *
 * @param {string} file
 * @returns {string[]}
 */
export function listedPackages(file) {
  return (readText(file) ?? '')
    .split('\n')
    .map((line) => line.replace(/#.*/, '').trim())
    .filter((name) => name !== '');
}

/**
 * Which of the packages dpkg does not report as installed; all of them where there is no dpkg. One that
 * was cut off in the middle of its installation is none that is installed.
 *
 * @param {readonly string[]} wanted
 * @param {Readonly<Record<string, string | undefined>>} environment
 * @returns {Promise<string[]>}
 */
export async function missingPackages(wanted, environment) {
  const format = '${db:Status-Status} ${Package}\\n';
  // It ends with 1 when it does not know one of them, and tells of the others all the same.
  const text = await answerOf('dpkg-query', ['-W', '-f', format, ...wanted], {
    environment,
    evenIfItFails: true,
  });
  const lines = (text ?? '').split('\n');
  const installed = new Set(
    lines.flatMap((line) => (line.startsWith('installed ') ? [line.slice(10)] : [])),
  );
  return wanted.filter((name) => !installed.has(name));
}
