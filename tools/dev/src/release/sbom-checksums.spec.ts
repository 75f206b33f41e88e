import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SpdxDocument, SpdxPackage } from './sbom-checksums.ts';
import { checksumsOfNpm, checksumsOfPython, completeSbom } from './sbom-checksums.ts';

const root = join(__dirname, '../../../..');
const npmLock = readFileSync(join(root, 'package-lock.json'), 'utf8');
const pythonLock = readFileSync(join(root, 'apps/api/requirements.lock'), 'utf8');

/** As a scanner of images writes it: with package URLs, and without checksums. */
function sbomOf(...urls: readonly string[]): SpdxDocument {
  const packages = urls.map((url): SpdxPackage => {
    const name = url.replace(/^pkg:\w+\//, '').replace(/@[^@]+$/, '');
    return { name, externalRefs: [{ referenceType: 'purl', referenceLocator: url }] };
  });
  return { packages };
}

interface Locked {
  readonly version?: string;
  readonly integrity?: string;
  readonly link?: boolean;
  readonly name?: string;
}

describe('the SBOM of an image', () => {
  it('has the SHA-512 of every npm package, as the lock file has it', () => {
    const { packages } = JSON.parse(npmLock) as { packages: Record<string, Locked> };
    const installed = Object.entries(packages).filter(
      ([path, { link }]) => path.includes('node_modules/') && link !== true,
    );
    const urls = installed.map(([path, { name, version = '' }]) => {
      const plain = name ?? path.split('node_modules/').at(-1) ?? '';
      return `pkg:npm/${plain.replace('@', '%40')}@${version}`;
    });
    const { document, unknown } = completeSbom(sbomOf(...urls), checksumsOfNpm(npmLock));
    expect(urls.length).toBeGreaterThan(500);
    expect(unknown).toEqual([]);
    document.packages?.forEach(({ checksums = [] }, index) => {
      const [, integrity = ''] = installed[index]?.[1].integrity?.split('-') ?? [];
      expect(checksums).toEqual([
        {
          algorithm: 'SHA512',
          checksumValue: expect.stringMatching(/^[0-9a-f]{128}$/) as string,
        },
      ]);
      const bytes = Buffer.from(checksums[0]?.checksumValue ?? '', 'hex');
      expect(bytes.toString('base64')).toBe(integrity);
    });
  });

  it('has the SHA-256 of every archive that a Python package may be installed from', () => {
    const pins = pythonLock.split(/\n(?=\S)/).filter((text) => text.includes('--hash='));
    const urls = pins.map((pin) => `pkg:pypi/${pin.replace('==', '@').split(/[\s;]/)[0] ?? ''}`);
    const { document, unknown } = completeSbom(sbomOf(...urls), checksumsOfPython(pythonLock));
    expect(urls.length).toBeGreaterThan(20);
    expect(unknown).toEqual([]);
    document.packages?.forEach(({ checksums = [] }, index) => {
      const digests = [...(pins[index] ?? '').matchAll(/sha256:([0-9a-f]{64})/g)];
      expect(digests.length).toBeGreaterThan(0);
      expect(checksums).toEqual(
        digests.map(([, checksumValue]) => ({ algorithm: 'SHA256', checksumValue })),
      );
    });
  });

  const lock = JSON.stringify({
    packages: {
      '': { name: 'root', version: '1.0.0' },
      'libs/ui': { name: '@acme/ui', version: '1.0.0' },
      'node_modules/@acme/ui': { link: true },
      'node_modules/a': { version: '1.0.0', integrity: `sha1-AAAA sha512-${btoa('one')}` },
      'node_modules/b/node_modules/a': { version: '2.0.0', integrity: `sha512-${btoa('two')}` },
      'node_modules/alias': {
        name: '@x/real',
        version: '3.0.0',
        integrity: `sha384-${btoa('three')}?x`,
      },
    },
  });
  const hex = (text: string): string => Buffer.from(text).toString('hex');

  it.each([
    ['pkg:npm/a@1.0.0', 'SHA512', 'one'],
    ['pkg:npm/a@2.0.0?arch=x64', 'SHA512', 'two'],
    ['pkg:npm/%40x/real@3.0.0', 'SHA384', 'three'],
  ])('distinguishes versions, qualifiers and aliases: %s', (url, algorithm, text) => {
    const { document } = completeSbom(sbomOf(url), checksumsOfNpm(lock));
    expect(document.packages?.[0]?.checksums).toEqual([{ algorithm, checksumValue: hex(text) }]);
  });

  it('keeps what it has, names what no lock file has, and leaves other kinds alone', () => {
    const own = { algorithm: 'SHA512', checksumValue: hex('one') } as const;
    const [a] = sbomOf('pkg:npm/a@1.0.0').packages ?? [];
    const [debian] = sbomOf('pkg:deb/debian/libc6@2.41').packages ?? [];
    const before = {
      spdxVersion: 'SPDX-2.3',
      packages: [{ ...a, name: 'a', checksums: [own] }, debian as SpdxPackage],
    };
    expect(completeSbom(before, checksumsOfNpm(lock))).toEqual({ document: before, unknown: [] });
    const { unknown } = completeSbom(sbomOf('pkg:npm/c@1.0.0'), checksumsOfNpm(lock));
    expect(unknown).toEqual(['pkg:npm/c@1.0.0']);
  });

  it.each(['Jaraco_Text', 'jaraco.text', 'jaraco-text'])(
    'knows a Python package by any of its spellings: %s',
    (name) => {
      const known = checksumsOfPython(
        `jaraco.text[extra]==1.0 ; python_version > "3" \\\n    --hash=sha256:${'a'.repeat(64)}\n`,
      );
      expect(completeSbom(sbomOf(`pkg:pypi/${name}@1.0`), known).unknown).toEqual([]);
    },
  );

  it('is completed by a program that needs no package', () => {
    const folder = mkdtempSync(join(tmpdir(), 'sbom-'));
    try {
      const file = join(folder, 'sbom.spdx.json');
      writeFileSync(file, JSON.stringify(sbomOf('pkg:npm/a@1.0.0', 'pkg:npm/c@1.0.0')));
      writeFileSync(join(folder, 'package-lock.json'), lock);
      const program = join(root, 'tools/dev/src/commands/complete-sbom.ts');
      const args = [program, file, join(folder, 'package-lock.json')];
      const { stdout, status } = spawnSync(process.execPath, args, {
        cwd: folder,
        encoding: 'utf8',
      });
      expect([status, stdout]).toEqual([
        0,
        '1 of 2 packages have a checksum\nin no lock file: pkg:npm/c@1.0.0\n',
      ]);
      const { packages } = JSON.parse(readFileSync(file, 'utf8')) as SpdxDocument;
      expect(packages?.[0]?.checksums).toHaveLength(1);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
