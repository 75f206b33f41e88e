import { isAtLeast, parseVersion } from './versions.mjs';

describe('version probes', () => {
  it.each([
    ['v3.14.0+g3fc9f4b', [3, 14, 0]],
    ['v4.2.4', [4, 2, 4]],
    ['go1.26.8', [1, 26, 8]],
    ['Client Version: v1.32.4-dispatcher\nKustomize Version: v5.5.0', [1, 32, 4]],
    ['1.24', [1, 24, 0]],
  ])('reads %s', (text, expected) => {
    expect(parseVersion(text)).toEqual(expected);
  });

  it.each([
    ['v3.13.9', '3.14.0', false],
    ['v3.14.0', '3.14.0', true],
    ['v4.0.0', '3.14.0', true],
    ['1.9', '1.24', false],
    ['20.9', '20.19', false],
    ['3.100', '3.11', true],
    ['no version', '1.0', false],
  ])('%s is at least %s: %s', (text, minimum, expected) => {
    expect(isAtLeast(text, minimum)).toBe(expected);
  });
});
