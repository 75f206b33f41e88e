import preset from '../../jest.preset.mjs';

/** Most tests start the server as a process of its own. */
export default { ...preset, displayName: 'ops', testTimeout: 30_000 };
