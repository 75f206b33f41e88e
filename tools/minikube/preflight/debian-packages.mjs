import { readText } from './host.mjs';
import { answerOf } from './question.mjs';

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
 * Which of the packages dpkg does not report as installed; all of them where there is no dpkg. An
 * interrupted or removed package does not count as installed.
 *
 * @param {readonly string[]} wanted
 * @param {Readonly<Record<string, string | undefined>>} environment
 * @returns {Promise<string[]>}
 */
export async function missingPackages(wanted, environment) {
  const format = '${db:Status-Status} ${Package}\\n';
  // It ends with 1 when it does not know one of them, and still lists the others.
  const text = await answerOf('dpkg-query', ['-W', '-f', format, ...wanted], {
    environment,
    evenIfItFails: true,
    // Cut off, it would say that nothing is installed.
    seconds: 120,
  });
  const installed = new Set((text ?? '').split('\n'));
  return wanted.filter((name) => !installed.has(`installed ${name}`));
}

export const INSTALL_ENVIRONMENT = { DEBIAN_FRONTEND: 'noninteractive' };

/**
 * The programs that install packages, in order. Each caller runs and shows them in its own manner.
 *
 * @param {readonly string[]} names
 * @returns {{ readonly step: string, readonly program: string, readonly args: readonly string[] }[]}
 */
export function installSteps(names) {
  // Another program of the machine, such as its nightly upgrade, may be installing.
  const wait = ['-o', 'DPkg::Lock::Timeout=120'];
  // Docker's containerd and runc exclude Debian's: nobody's package is removed for ours.
  const install = ['install', '-qq', '-y', '--no-remove', '--no-install-recommends', ...names];
  return [
    // A run that was killed may have left packages unpacked and not set up.
    { step: 'dpkg --configure -a', program: 'dpkg', args: ['--configure', '-a'] },
    { step: 'apt-get update', program: 'apt-get', args: [...wait, 'update', '-qq'] },
    { step: 'Debian packages', program: 'apt-get', args: [...wait, ...install] },
  ];
}
