import preset from '../../jest.preset.mjs';

export default {
  ...preset,
  displayName: 'web',
  testEnvironment: 'jsdom',
  setupFilesAfterEnv: ['<rootDir>/jest.setup.ts'],
  // The build's own copies of packages must not be taken for the packages.
  modulePathIgnorePatterns: ['<rootDir>/.next/'],
};
