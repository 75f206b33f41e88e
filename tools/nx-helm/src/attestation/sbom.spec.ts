import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { imageFolder } from '../image/image-description.ts';
import { exportTestImage } from '../testing/export-test-image.ts';
import type { Sbom } from './sbom.ts';
import { makeSbom } from './sbom.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'nx-helm-sbom-'));
});
afterEach(() => rmSync(root, { recursive: true }));

const site = 'opt/venv/lib/python3.13/site-packages';
const files = [
  {
    name: 'var/lib/dpkg/status',
    content: [
      'Package: libc6\nStatus: install ok installed\nArchitecture: amd64\nVersion: 2.41-12+deb13u1\nDescription: C library\n Version: 9',
      'Package: gone\nStatus: deinstall ok config-files\nVersion: 1.0',
      '',
    ].join('\n\n'),
  },
  { name: 'var/lib/dpkg/status.d/tzdata', content: 'Package: tzdata\nVersion: 1:2025b-4\n' },
  { name: 'var/lib/dpkg/status.d/tzdata.md5sums', content: 'Package: no\nVersion: 1\n' },
  {
    name: 'app/node_modules/@next/env/package.json',
    content: '{ "name": "@next/env", "version": "16.4.6", "license": "MIT" }',
  },
  {
    name: 'app/node_modules/react/package.json',
    content: '{ "name": "react", "version": "19.3.0" }',
  },
  { name: 'app/node_modules/react/cjs/package.json', content: '{ "type": "commonjs" }' },
  { name: 'app/node_modules/broken/package.json', content: '{' },
  { name: 'app/package.json', content: '{ "name": "app", "version": "1.0.0" }' },
  {
    name: `${site}/jaraco_text-4.0.0.dist-info/METADATA`,
    content:
      'Metadata-Version: 2.4\nName: Jaraco.Text\nVersion: 4.0.0\nLicense-Expression: MIT\n\nName: no\n',
  },
];

async function sbomOf(layers: readonly (typeof files)[]): Promise<Sbom & { text: string }> {
  const image = await exportTestImage(root, 'api', { layers });
  const text = await makeSbom(root, image);
  return { ...(JSON.parse(text) as Sbom), text };
}

const urls = ({ components }: Sbom): string[] => components.map(({ purl }) => purl);

describe('the bill of materials of an image', () => {
  it('has what dpkg, npm and Python have installed, each by its package URL', async () => {
    const sbom = await sbomOf([files]);
    expect(urls(sbom)).toEqual([
      'pkg:deb/debian/libc6@2.41-12%2Bdeb13u1?arch=amd64',
      'pkg:deb/debian/tzdata@1:2025b-4?arch=all',
      'pkg:npm/%40next/env@16.4.6',
      'pkg:npm/react@19.3.0',
      'pkg:pypi/jaraco-text@4.0.0',
    ]);
    expect(sbom.components[2]).toMatchObject({
      name: '@next/env',
      version: '16.4.6',
      licenses: [{ license: { name: 'MIT' } }],
      evidence: { occurrences: [{ location: '/app/node_modules/@next/env/package.json' }] },
    });
  });

  it('is equal to the byte for equal images, however their layers are cut', async () => {
    const one = await sbomOf([files]);
    const other = await sbomOf([files.slice(3).toReversed(), files.slice(0, 3)]);
    expect(other.text).toBe(one.text);
    expect(one.text).not.toMatch(/timestamp/);
    const { serialNumber } = await sbomOf([files.slice(1)]);
    expect(serialNumber).not.toBe(one.serialNumber);
    expect(serialNumber).toMatch(/^urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  });

  it('has nothing that a later layer deleted or replaced', async () => {
    const sbom = await sbomOf([
      files,
      [
        { name: 'app/node_modules/.wh.react', content: '' },
        {
          name: 'app/node_modules/@next/env/package.json',
          content: '{ "name": "@next/env", "version": "16.4.7" }',
        },
      ],
    ]);
    expect(urls(sbom).filter((url) => url.startsWith('pkg:npm/'))).toEqual([
      'pkg:npm/%40next/env@16.4.7',
    ]);
  });

  it('changes nothing of the image, whose content it names', async () => {
    const image = await exportTestImage(root, 'api', { layers: [files] });
    const description = (): string =>
      readFileSync(join(imageFolder(root, 'api'), 'image.json'), 'utf8');
    const before = description();
    const sbom = JSON.parse(await makeSbom(root, image)) as Sbom;
    expect(description()).toBe(before);
    expect(sbom.metadata.component).toMatchObject({
      version: image.tag,
      hashes: [{ alg: 'SHA-256', content: image.contentId }],
    });
  });
});
