import { sizeText, stopwatch } from './measure.ts';

describe('what is printed of a backup', () => {
  it.each([
    [0, '0 bytes'],
    [1023, '1023 bytes'],
    [1024, '1.0 KiB (1024 bytes)'],
    [5 * 1024 ** 3, '5.0 GiB (5368709120 bytes)'],
    [3 * 1024 ** 4, '3072.0 GiB (3298534883328 bytes)'],
  ])('its size, %d as %s', (bytes, text) => {
    expect(sizeText(bytes)).toBe(text);
  });

  it('how long it took', () => {
    const times = [1000, 3449];
    const elapsed = stopwatch(() => times.shift() ?? 0);
    expect(elapsed()).toBe('2.4 s');
  });
});
