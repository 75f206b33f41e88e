import preset from '../../jest.preset.mjs';

export default {
  ...preset,
  displayName: 'nx-helm',
  testMatch: ['<rootDir>/{src,packaging}/**/*.spec.ts'],
};
