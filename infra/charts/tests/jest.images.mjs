import preset from '../../../jest.preset.mjs';

/** These need the exported images, so they are a target of their own, behind `container`. */
export default {
  ...preset,
  displayName: 'images',
  testTimeout: 120_000,
  testMatch: ['<rootDir>/src/images/*.test.ts'],
};
