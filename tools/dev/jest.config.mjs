import preset from '../../jest.preset.mjs';

export default {
  ...preset,
  displayName: 'dev',
  testMatch: ['<rootDir>/src/**/*.spec.ts', '<rootDir>/setup/**/*.spec.mjs'],
};
