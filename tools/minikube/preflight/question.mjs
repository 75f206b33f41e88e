import { execFile } from 'node:child_process';

/**
 * What a program says on stdout; undefined when it fails, is not there, or takes too long. For questions
 * that change nothing.
 *
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ readonly directory?: string, readonly seconds?: number, readonly environment?: NodeJS.ProcessEnv, readonly evenIfItFails?: boolean }} [options]
 * @returns {Promise<string | undefined>}
 */
export function answerOf(
  program,
  args,
  { directory, seconds = 8, environment, evenIfItFails = false } = {},
) {
  return new Promise((resolve) => {
    const options = {
      encoding: /** @type {const} */ ('utf8'),
      timeout: seconds * 1000,
      killSignal: /** @type {const} */ ('SIGKILL'),
      ...(directory === undefined ? {} : { cwd: directory }),
      ...(environment === undefined ? {} : { env: environment }),
    };
    const child = execFile(program, [...args], options, (error, stdout) =>
      resolve(error === null || evenIfItFails ? stdout : undefined),
    );
    child.stdin?.end();
  });
}
