import { formatCores, formatMebibytes, milliCores, parseQuantity } from './quantity.ts';

describe('Kubernetes quantities', () => {
  it.each([
    ['75m', 0.075],
    ['2', 2],
    ['1500000n', 0.0015],
    ['192Mi', 201326592],
    ['8131284Ki', 8326434816],
    ['1G', 1e9],
    ['1.5Ti', 1.5 * 2 ** 40],
    ['.5', 0.5],
    ['1e3', 1000],
    ['2E', 2e18],
    ['-1k', -1000],
  ])('%s is %d', (text, value) => expect(parseQuantity(text)).toBeCloseTo(value, 9));

  it.each(['', 'abc', '1.2.3', '1.2.3 Mi', '5X', '.', '1 Gi', '1K', 'Mi', '1e'])(
    'refuses %p',
    (text) => {
      expect(() => parseQuantity(text)).toThrow(/not a Kubernetes quantity/);
    },
  );

  it('counts cores in thousandths that add up exactly', () => {
    const parts = ['100m', '200m', '0.7'].map((text) => milliCores(parseQuantity(text)));
    expect(parts.reduce((sum, part) => sum + part)).toBe(1000);
  });

  it('prints cores in thousandths and memory in mebibytes', () => {
    expect(formatCores(0.0754)).toBe('75m');
    expect(formatMebibytes(201326592)).toBe('192Mi');
  });
});
