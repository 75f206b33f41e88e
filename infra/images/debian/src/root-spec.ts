import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What an image folder's `root.json` says about its Debian root. */
export interface RootSpec {
  /** `minbase` runs the packages' scripts and has a shell; `extract` only unpacks files. */
  readonly variant: 'minbase' | 'extract';
  readonly packages: readonly string[];
  /** Paths of packages that stay out, in dpkg's glob notation. */
  readonly exclude: readonly string[];
}

/** Files that no image of ours reads. Copyright files stay: the licences ask for it. */
const excludedEverywhere = ['bash-completion', 'bug', 'doc', 'doc-base', 'gcc', 'gdb', 'info']
  .concat(['lintian', 'locale', 'man', 'menu', 'pixmaps'])
  .map((folder) => `/usr/share/${folder}/*`);

const isStrings = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'string');

export function parseRootSpec(text: string, file: string): RootSpec {
  const value = JSON.parse(text) as Partial<Record<keyof RootSpec, unknown>>;
  const { variant, packages, exclude } = value;
  if (variant !== 'minbase' && variant !== 'extract') {
    throw new Error(
      `ROOT_SPEC_INVALID: ${file} has the variant ${JSON.stringify(variant)}. Do: write "minbase" or "extract" there`,
    );
  }
  if (!isStrings(packages) || packages.length === 0 || !isStrings(exclude)) {
    throw new Error(
      `ROOT_SPEC_INVALID: ${file} needs "packages" and "exclude" as lists of strings. Do: compare it with infra/images/debian/root.json`,
    );
  }
  return { variant, packages, exclude };
}

export async function readRootSpec(imageFolder: string): Promise<RootSpec> {
  const file = join(imageFolder, 'root.json');
  return parseRootSpec(await readFile(file, 'utf8'), file);
}

/** The arguments of mmdebstrap that do not depend on the machine. */
export function mmdebstrapArguments(spec: RootSpec, hook: string): string[] {
  const hookKind = spec.variant === 'extract' ? 'extract-hook' : 'customize-hook';
  return [
    `--variant=${spec.variant}`,
    `--include=${spec.packages.join(',')}`,
    ...excludedEverywhere.map((path) => `--dpkgopt=path-exclude=${path}`),
    ...spec.exclude.map((path) => `--dpkgopt=path-exclude=${path}`),
    '--dpkgopt=path-include=/usr/share/doc/*/copyright',
    `--${hookKind}=${hook}`,
  ];
}
