import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mmdebstrapArguments, parseRootSpec } from './root-spec.ts';

const images = ['debian', 'node', 'python', 'postgres'];

describe('root.json', () => {
  it.each(images)('of image-%s can be read', (image) => {
    const file = join(__dirname, '../..', image, 'root.json');
    expect(parseRootSpec(readFileSync(file, 'utf8'), file).packages.length).toBeGreaterThan(1);
  });

  it.each([
    ['an unknown variant', '{"variant":"full","packages":["a"],"exclude":[]}'],
    ['no packages', '{"variant":"extract","packages":[],"exclude":[]}'],
    ['packages that are no list', '{"variant":"extract","packages":"a","exclude":[]}'],
    ['no list of what stays out', '{"variant":"extract","packages":["a"]}'],
  ])('is refused with %s, naming the file and the remedy', (_what, text) => {
    expect(() => parseRootSpec(text, 'x/root.json')).toThrow(
      /ROOT_SPEC_INVALID.*x\/root\.json.*Do:/,
    );
  });

  it('runs the finishing hook while the packages are still there to be recorded', () => {
    const spec = { packages: ['a', 'b'], exclude: ['/usr/bin/*'] };
    const extract = mmdebstrapArguments({ ...spec, variant: 'extract' }, '/hook');
    expect(extract).toEqual(
      expect.arrayContaining([
        '--include=a,b',
        '--extract-hook=/hook',
        '--dpkgopt=path-exclude=/usr/bin/*',
      ]),
    );
    expect(mmdebstrapArguments({ ...spec, variant: 'minbase' }, '/hook')).toContain(
      '--customize-hook=/hook',
    );
  });

  it('keeps the copyright files that the licences ask for', () => {
    const programArguments = mmdebstrapArguments(
      { variant: 'extract', packages: ['a'], exclude: [] },
      '/hook',
    );
    const exclusion = programArguments.indexOf('--dpkgopt=path-exclude=/usr/share/doc/*');
    const inclusion = programArguments.indexOf('--dpkgopt=path-include=/usr/share/doc/*/copyright');
    expect(exclusion).toBeGreaterThan(-1);
    expect(inclusion).toBeGreaterThan(exclusion);
  });

  it('names a hook that exists', () => {
    expect(existsSync(join(__dirname, 'finish-root.sh'))).toBe(true);
  });
});
