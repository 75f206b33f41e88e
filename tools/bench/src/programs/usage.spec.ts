import { processorSeconds, residentMegabytes, watchUsage } from './usage.ts';

const fields = Array.from({ length: 50 }, (_, index) => String(index));

describe('what a build uses (N8)', () => {
  it('counts its own time and that of its children, whatever it is called', () => {
    // Behind the name: state, then numbers from field 4 on; 14 to 17 are user, system, and the children's.
    const rest = ['S', ...fields.slice(4)];
    rest.splice(11, 4, '100', '50', '1000', '350');
    expect(processorSeconds(`7 (go (build) x) ${rest.join(' ')}`)).toBe(15);
  });

  it('reads its memory, and none of a process that ends', () => {
    expect(residentMegabytes('Name:\tgo\nVmRSS:\t  1000 kB\n')).toBeCloseTo(1.024);
    expect(residentMegabytes('Name:\tgo\n')).toBe(0);
  });

  it('is what this process has at least', () => {
    const { peakMegabytes, processorSeconds: used } = watchUsage(process.pid)();
    expect(peakMegabytes).toBeGreaterThan(10);
    expect(used).toBeGreaterThan(0);
  });
});
