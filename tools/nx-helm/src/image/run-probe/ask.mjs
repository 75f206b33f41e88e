import { spawn } from 'node:child_process';

/**
 * @typedef {object} Answer
 * @property {number} exitCode
 * @property {string} stdout
 * @property {string} stderr
 * @property {boolean} timedOut
 */

/**
 * Asks a program that may hang, such as a client whose daemon is gone. After the time it is ended with
 * all that it has started, and nobody waits for the pipes that one of these may still hold.
 *
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ seconds: number, environment?: Record<string, string | undefined> }} options
 * @returns {Promise<Answer>}
 */
export function ask(program, args, { seconds, environment }) {
  return new Promise((resolve) => {
    /** @type {{ pid?: number | undefined }} */
    const started = {};
    // From before it is started: a signal that comes between would leave it behind.
    const stopListening = endWithThisProcess(started);
    const child = spawn(program, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: process.platform !== 'win32',
      ...(environment === undefined ? {} : { env: environment }),
    });
    started.pid = child.pid;
    const said = { stdout: '', stderr: '' };
    /** @param {number} exitCode */
    const finish = (exitCode, timedOut = false) => {
      clearTimeout(timer);
      stopListening();
      child.stdout.destroy();
      child.stderr.destroy();
      resolve({ exitCode, ...said, timedOut });
    };
    const timer = setTimeout(() => {
      endGroup(child.pid);
      finish(124, true);
    }, seconds * 1000);
    child.stdout.setEncoding('utf8').on('data', (text) => (said.stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text) => (said.stderr += text));
    child.once('error', (error) => {
      said.stderr += error.message;
      finish(127);
    });
    child.once('close', (code) => finish(code ?? 1));
  });
}

/** @param {number | undefined} pid */
function endGroup(pid) {
  if (pid === undefined) return;
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL');
  } catch {
    // It has ended in this very moment.
  }
}

/**
 * Its group is not that of the terminal, so what ends this process would leave it behind.
 *
 * @param {{ readonly pid?: number | undefined }} started
 * @returns {() => void}
 */
function endWithThisProcess(started) {
  const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);
  /** @param {NodeJS.Signals} signal */
  const end = (signal) => {
    stop();
    endGroup(started.pid);
    // Whoever else listens decides about this process.
    if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
  };
  const stop = () => {
    for (const signal of signals) process.off(signal, end);
  };
  for (const signal of signals) process.on(signal, end);
  return stop;
}
