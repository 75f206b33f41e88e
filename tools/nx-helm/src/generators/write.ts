import type { GeneratorCallback, Tree } from '@nx/devkit';
import { addDependenciesToPackageJson, formatFiles } from '@nx/devkit';
import { sep } from 'node:path';

/** Adds the lines that a list like .gitignore lacks; a list that has them all is left as it is. */
export function addLines(tree: Tree, file: string, wanted: readonly string[]): void {
  const text = tree.exists(file) ? (tree.read(file, 'utf8') ?? '') : '';
  const present = new Set(text.split(/\r?\n/).map(withoutSlashes));
  const missing = wanted.filter((line) => !present.has(withoutSlashes(line)));
  if (missing.length === 0) return;
  const separator = text === '' || text.endsWith('\n') ? '' : '\n';
  tree.write(file, `${text}${separator}${missing.join('\n')}\n`);
}

/** `dist`, `/dist` and `dist/` keep the same folder out. */
function withoutSlashes(line: string): string {
  return line.trim().replace(/^\/|\/$/g, '');
}

/** Adds what is missing and leaves every version that somebody chose. */
export function addPackages(
  tree: Tree,
  dependencies: Readonly<Record<string, string>>,
  devDependencies: Readonly<Record<string, string>>,
): GeneratorCallback {
  return addDependenciesToPackageJson(
    tree,
    { ...dependencies },
    { ...devDependencies },
    undefined,
    true,
  );
}

/** Formats what was made, except for Helm's templates: they look like YAML and are none. */
export async function format(tree: Tree, skipFormat = false): Promise<void> {
  if (skipFormat) return;
  const isTemplate = (path: string): boolean => path.split(sep).join('/').includes('/templates/');
  const formatted = Object.create(tree, {
    listChanges: { value: () => tree.listChanges().filter(({ path }) => !isTemplate(path)) },
  }) as Tree;
  await formatFiles(formatted);
}
