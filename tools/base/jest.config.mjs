import preset from '../../jest.preset.mjs';

export default {
  ...preset,
  displayName: 'base',
  // What checks the sources of all packages is tested here; it is no package of its own.
  roots: ['<rootDir>/src', '<rootDir>/../rooms'],
  testMatch: ['**/*.spec.ts'],
};
