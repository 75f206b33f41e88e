/**
 * How an engine runs the RUN steps of a build: as it does by itself, with another OCI runtime than its
 * default one, or without any, in a chroot.
 *
 * @typedef {{ kind: 'default' } | { kind: 'runtime', runtime: string } | { kind: 'chroot' }} RunMode
 */

/** Runtimes that podman knows where to find, in the order in which they are tried. */
const runtimes = ['crun', 'runc', 'youki'];

/**
 * The modes that are worth a try, the engine's own first. Docker's daemon alone decides for docker.
 *
 * @param {'docker' | 'podman'} engine
 * @param {string} [ownRuntime] the name of the runtime that the engine takes by itself
 * @returns {RunMode[]}
 */
export function modesOf(engine, ownRuntime) {
  if (engine === 'docker') return [{ kind: 'default' }];
  const others = runtimes.filter((runtime) => runtime !== ownRuntime);
  return [
    { kind: 'default' },
    ...others.map((runtime) => /** @type {RunMode} */ ({ kind: 'runtime', runtime })),
    { kind: 'chroot' },
  ];
}

/**
 * @param {'docker' | 'podman'} engine
 * @param {RunMode} mode
 * @returns {string} for people
 */
export function describeMode(engine, mode) {
  if (mode.kind === 'default') return `${engine} as it is`;
  return mode.kind === 'chroot'
    ? `${engine} with chroot isolation`
    : `${engine} with the runtime ${mode.runtime}`;
}

/**
 * In a chroot a step has the network of the machine; podman refuses any other choice there.
 *
 * @param {RunMode} mode
 * @param {string} network what was asked for
 */
export function networkFor(mode, network) {
  return mode.kind === 'chroot' ? 'host' : network;
}

/**
 * @param {RunMode} mode
 * @returns {string[]} options of podman itself, before its command
 */
export function engineOptions(mode) {
  return mode.kind === 'runtime' ? ['--runtime', mode.runtime] : [];
}

/**
 * @param {RunMode} mode
 * @returns {string[]} options of `podman build`
 */
export function buildOptions(mode) {
  return mode.kind === 'chroot' ? ['--isolation', 'chroot'] : [];
}
