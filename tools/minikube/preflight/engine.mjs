import { answerOf } from './question.mjs';

/**
 * @typedef {import('./finding.mjs').Finding} Finding
 * @typedef {object} EngineAnswer
 * @property {'docker' | 'podman'} [engine]
 * @property {string} [how] for people
 * @property {boolean} answered
 * @property {readonly string[]} reasons
 */

/** What makes podman run a step; those of them that a Debian lacks are going to be installed. */
export const ENGINE_PACKAGES = ['podman', 'runc', 'fuse-overlayfs'];
/** More than the probe takes for two engines that hang; it ends by itself what it has started. */
const LIMIT_SECONDS = 26;

/**
 * Asks the builder of the images which engine really runs a step here, and how.
 *
 * @param {string} probe
 * @param {Readonly<Record<string, string | undefined>>} environment
 * @returns {Promise<EngineAnswer>}
 */
export async function askEngines(probe, environment) {
  const text = await answerOf(process.execPath, [probe], { seconds: LIMIT_SECONDS, environment });
  if (text !== undefined) return JSON.parse(text);
  const reasons = [`no engine has run a step of a build within ${LIMIT_SECONDS} s`];
  return { answered: true, reasons };
}

/**
 * @param {EngineAnswer} answer
 * @param {boolean} isComing whether a package that may change this is going to be installed, so that the
 *   engines are asked again then
 * @returns {Finding | undefined}
 */
export function engineFinding({ engine, answered, reasons }, isComing) {
  if (engine !== undefined || isComing) return undefined;
  if (!answered) {
    return {
      code: 'NO_CONTAINER_ENGINE',
      what: `no container engine answers, and the build of the images needs one: ${reasons.join('; ')}`,
      fix: 'start Docker (docker info has to answer), or install podman',
    };
  }
  return {
    code: 'ENGINE_CANNOT_RUN',
    what: `no container engine can run a step of an image's build here: ${reasons.join('; ')}`,
    fix: 'correct the cause that the engine names, or install another runtime (on Debian: apt-get install -y runc crun)',
  };
}

/**
 * @param {EngineAnswer} answer
 * @returns {string} which engine builds the images, and why no other
 */
export function describeEngine({ how, reasons }) {
  if (how === undefined) return '';
  const why = reasons.length === 0 ? '' : ` (${reasons.join('; ')})`;
  return `images are built by ${how}${why}`;
}
