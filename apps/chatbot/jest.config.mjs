import preset from '../../jest.preset.mjs';

export default {
  ...preset,
  displayName: 'chatbot',
  testEnvironment: '<rootDir>/jest.environment.mjs',
  setupFilesAfterEnv: ['<rootDir>/jest.setup.ts'],
  // The build's own copies of packages must not be taken for the packages.
  modulePathIgnorePatterns: ['<rootDir>/.next/'],
  // These packages load ES modules only, which the tests' CommonJS cannot take as they are.
  transformIgnorePatterns: ['/node_modules/(?!(?:ai|@ai-sdk/[^/]+|@workflow/[^/]+|zod)/)'],
};
