import { formatCores, formatMebibytes, parseQuantity } from './quantities.ts';

describe('Kubernetes quantities', () => {
  it.each([
    ['75m', 0.075],
    ['2', 2],
    ['1500000n', 0.0015],
    ['192Mi', 201326592],
    ['8131284Ki', 8326434816],
    ['1G', 1e9],
  ])('%s is %d', (text, value) => expect(parseQuantity(text)).toBeCloseTo(value, 9));

  it.each(['', 'abc', '1.2.3 Mi', '5X'])('refuses %p', (text) => {
    expect(() => parseQuantity(text)).toThrow(/not a Kubernetes quantity/);
  });

  it('prints cores in thousandths and memory in mebibytes', () => {
    expect(formatCores(0.0754)).toBe('75m');
    expect(formatMebibytes(201326592)).toBe('192Mi');
  });
});
