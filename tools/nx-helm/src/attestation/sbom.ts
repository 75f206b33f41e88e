import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { ImageDescription } from '../image/image-description.ts';
import type { ImagePackage } from './image-packages.ts';
import { packagesIn } from './image-packages.ts';

interface Component {
  readonly type: 'library';
  readonly 'bom-ref': string;
  readonly name: string;
  readonly version: string;
  readonly purl: string;
  readonly licenses?: readonly { readonly license: { readonly name: string } }[];
  readonly evidence: { readonly occurrences: readonly { readonly location: string }[] };
}

/** A bill of materials in the JSON of CycloneDX 1.6, as far as it is made here. */
export interface Sbom {
  readonly bomFormat: 'CycloneDX';
  readonly specVersion: '1.6';
  readonly serialNumber: string;
  readonly version: 1;
  readonly metadata: {
    readonly component: {
      readonly type: 'container';
      readonly 'bom-ref': string;
      readonly name: string;
      readonly version: string;
      readonly hashes: readonly [{ readonly alg: 'SHA-256'; readonly content: string }];
    };
  };
  readonly components: readonly Component[];
}

export const sbomMediaType = 'application/vnd.cyclonedx+json';

/** Beside the images: in an image's own folder it would be a part of the container task's output. */
export function sbomFile(workspaceRoot: string, project: string): string {
  return join(workspaceRoot, 'dist', 'sboms', `${project}.cdx.json`);
}

/**
 * What is installed in the image, made from the image alone. Without the time and without a random number, so
 * that equal images have equal bills, whose digest can be compared. It is no part of the image.
 */
export async function makeSbom(workspaceRoot: string, image: ImageDescription): Promise<string> {
  const components = componentsOf(await packagesIn(workspaceRoot, image));
  const { name, tag, reference, contentId } = image;
  const component = {
    type: 'container',
    'bom-ref': reference,
    name,
    version: tag,
    hashes: [{ alg: 'SHA-256', content: contentId }],
  } as const;
  const sbom: Sbom = {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber: serialNumber(JSON.stringify([component, components])),
    version: 1,
    metadata: { component },
    components,
  };
  return `${JSON.stringify(sbom, undefined, 2)}\n`;
}

function componentsOf(packages: readonly ImagePackage[]): Component[] {
  const byUrl = new Map<string, ImagePackage[]>();
  for (const each of packages) byUrl.set(each.purl, [...(byUrl.get(each.purl) ?? []), each]);
  return [...byUrl.values()]
    .flatMap((same) => componentOf(same))
    .toSorted((one, other) => (one.purl < other.purl ? -1 : 1));
}

/** One package may lie in several places. */
function componentOf(same: readonly ImagePackage[]): Component[] {
  const [first] = same;
  if (first === undefined) return [];
  const { name, version, purl } = first;
  const licenses = same.flatMap(({ license }) => license ?? []).toSorted();
  const locations = [...new Set(same.map(({ path }) => `/${path}`))].toSorted();
  return [
    {
      type: 'library',
      'bom-ref': purl,
      name,
      version,
      purl,
      ...(licenses[0] === undefined ? {} : { licenses: [{ license: { name: licenses[0] } }] }),
      evidence: { occurrences: locations.map((location) => ({ location })) },
    },
  ];
}

/** A UUID of version 8, whose digits are the application's own. */
function serialNumber(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  const groups = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ];
  return `urn:uuid:${groups.join('-')}`;
}
