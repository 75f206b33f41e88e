import preset from '../../jest.preset.mjs';

export default {
  ...preset,
  displayName: 'minikube',
  testMatch: ['<rootDir>/{src,preflight}/**/*.spec.ts'],
};
