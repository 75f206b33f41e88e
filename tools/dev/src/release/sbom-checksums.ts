/** A checksum as SPDX 2.3 writes it. */
export interface Checksum {
  readonly algorithm: 'SHA256' | 'SHA384' | 'SHA512';
  /** Hexadecimal, in lower case. */
  readonly checksumValue: string;
}

export interface SpdxPackage {
  readonly name: string;
  readonly versionInfo?: string;
  readonly checksums?: readonly Checksum[];
  readonly externalRefs?: readonly {
    readonly referenceType: string;
    readonly referenceLocator: string;
  }[];
}

export interface SpdxDocument {
  readonly packages?: readonly SpdxPackage[];
}

/** `pkg:npm/next@16.4.6` and the like, to what the lock file says of that very version. */
export type Checksums = ReadonlyMap<string, readonly Checksum[]>;

const algorithms: ReadonlyMap<string, Checksum['algorithm']> = new Map([
  ['sha256', 'SHA256'],
  ['sha384', 'SHA384'],
  ['sha512', 'SHA512'],
]);

interface NpmLock {
  readonly packages: Readonly<
    Record<
      string,
      { readonly name?: string; readonly version?: string; readonly integrity?: string }
    >
  >;
}

/** npm's lock has the digest of each package's archive in base64, and may have several of one. */
export function checksumsOfNpm(lock: string): Checksums {
  const { packages } = JSON.parse(lock) as NpmLock;
  const found = Object.entries(packages).flatMap(([path, { name, version, integrity }]) => {
    const installed = path.split('node_modules/').at(-1) ?? '';
    if (!path.includes('node_modules/') || version === undefined || integrity === undefined)
      return [];
    const sums = integrity.split(/\s+/).flatMap((part) => npmChecksum(part) ?? []);
    return [[npmUrl(name ?? installed, version), sums] as const];
  });
  return new Map(found);
}

function npmChecksum(integrity: string): Checksum | undefined {
  const dash = integrity.indexOf('-');
  const algorithm = algorithms.get(integrity.slice(0, dash));
  // What may follow a question mark is for the reader of the digest, and no part of it.
  const [digest = ''] = integrity.slice(dash + 1).split('?');
  if (algorithm === undefined) return undefined;
  return { algorithm, checksumValue: Buffer.from(digest, 'base64').toString('hex') };
}

/** A lock of requirements has the digests of all archives of a version: one of them is installed. */
export function checksumsOfPython(lock: string): Checksums {
  const found = new Map<string, Checksum[]>();
  let sums: Checksum[] = [];
  for (const line of lock.split('\n')) {
    const [, name, version] = /^([A-Za-z0-9][\w.-]*)(?:\[[^\]]*\])?==([^\s;\\]+)/.exec(line) ?? [];
    if (name !== undefined && version !== undefined) {
      sums = [];
      found.set(pythonUrl(name, version), sums);
    }
    for (const [, algorithm = '', digest = ''] of line.matchAll(/--hash=(\w+):([0-9a-f]+)/g)) {
      const known = algorithms.get(algorithm);
      if (known !== undefined) sums.push({ algorithm: known, checksumValue: digest });
    }
  }
  return found;
}

function npmUrl(name: string, version: string): string {
  return `pkg:npm/${name}@${version}`;
}

/** PyPI takes letters of both cases and the three separators for the same. */
function pythonUrl(name: string, version: string): string {
  return `pkg:pypi/${name.toLowerCase().replaceAll(/[-_.]+/g, '-')}@${version}`;
}

export interface Completed {
  readonly document: SpdxDocument;
  /** Packages of npm and PyPI that no lock file has, such as one that another brings in its archive. */
  readonly unknown: readonly string[];
}

/**
 * A scanner of an image sees what was installed and not what it came from, so it has no checksum of
 * any package. The lock files have: with them it can be shown that what runs is what was published.
 */
export function completeSbom(document: SpdxDocument, known: Checksums): Completed {
  const unknown = new Set<string>();
  const packages = (document.packages ?? []).map((each) => {
    const url = urlOf(each);
    if (url === undefined) return each;
    const sums = known.get(url);
    if (sums === undefined || sums.length === 0) {
      unknown.add(url);
      return each;
    }
    const present = each.checksums ?? [];
    const added = sums.filter(
      (sum) => !present.some(({ checksumValue }) => checksumValue === sum.checksumValue),
    );
    return { ...each, checksums: [...present, ...added] };
  });
  return { document: { ...document, packages }, unknown: [...unknown].toSorted() };
}

/** Without qualifiers, and with the characters that a package URL has to escape. */
function urlOf({ externalRefs = [] }: SpdxPackage): string | undefined {
  const locator = externalRefs.find(
    ({ referenceType }) => referenceType === 'purl',
  )?.referenceLocator;
  const [plain = ''] = (locator ?? '').split(/[?#]/);
  const [, kind, name = '', version = ''] = /^pkg:(npm|pypi)\/(.+)@([^@]+)$/.exec(plain) ?? [];
  if (kind === undefined) return undefined;
  const [named, numbered] = [decodeURIComponent(name), decodeURIComponent(version)];
  return kind === 'npm' ? npmUrl(named, numbered) : pythonUrl(named, numbered);
}
