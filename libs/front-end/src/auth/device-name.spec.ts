import { describe, expect, it } from '@jest/globals';
import { deviceNameOf } from './device-name.ts';

const firefox = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0';
const safari =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1';
const chrome =
  'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36';

describe('the name of a device (A1)', () => {
  it.each([
    [firefox, 'Firefox', 'Windows'],
    [safari, 'Safari', 'iOS'],
    [chrome, 'Chrome', 'Android'],
  ])('is what its owner would call it: %s', (userAgent, browser, system) => {
    expect(deviceNameOf(userAgent)).toEqual({ browser, system });
  });

  it.each([null, ''])('is not made up where nothing was said: %p', (userAgent) => {
    expect(deviceNameOf(userAgent)).toEqual({ browser: null, system: null });
  });

  it('does not fail on what no browser sends', () => {
    expect(deviceNameOf('x'.repeat(100_000)).system).toBeNull();
  });
});
