import { fileURLToPath } from 'node:url';

/** The transform and the defaults that every TypeScript project's tests share. */
const swc = fileURLToPath(import.meta.resolve('@swc/jest'));

export default {
  globalSetup: fileURLToPath(new URL('jest.global-setup.mjs', import.meta.url)),
  testEnvironment: 'node',
  testMatch: ['<rootDir>/src/**/*.spec.{ts,tsx}'],
  transform: {
    '^.+\\.[cm]?[jt]sx?$': [
      swc,
      {
        jsc: {
          target: 'es2024',
          parser: { syntax: 'typescript', tsx: true },
          transform: { react: { runtime: 'automatic' } },
        },
        module: { type: 'commonjs' },
      },
    ],
  },
  // Packages of which there are modules alone, in a syntax that Jest does not read by itself.
  transformIgnorePatterns: ['/node_modules/(?!tinyexec/)'],
  restoreMocks: true,
  // Ends what never comes; how long a test takes says how busy the machine is, and nothing else.
  testTimeout: 60_000,
};
