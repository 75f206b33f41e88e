import preset from '../../jest.preset.mjs';

const [[files, [transformer, options]]] = Object.entries(preset.transform);

/** Better Auth is published as ECMAScript modules only, so these tests run as such and not as CommonJS. */
export default {
  ...preset,
  displayName: 'front-end',
  extensionsToTreatAsEsm: ['.ts'],
  transform: { [files]: [transformer, { ...options, module: { type: 'es6' } }] },
};
