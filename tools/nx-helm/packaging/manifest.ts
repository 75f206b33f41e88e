/** A package.json, as far as packaging looks at it. */
export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly exports: Readonly<Record<string, string>>;
  readonly [field: string]: unknown;
}

/** What only this workspace has a use for. */
const fieldsOfTheWorkspace = new Set(['devDependencies', 'scripts', 'private']);

/** The package.json that is published: as in the workspace, but its code is compiled. */
export function publishedManifest(source: Manifest): Manifest {
  const kept = Object.entries(source).filter(([field]) => !fieldsOfTheWorkspace.has(field));
  const exported = Object.entries(source.exports).map(([name, path]) => [name, compiled(path)]);
  return {
    ...(Object.fromEntries(kept) as unknown as Manifest),
    exports: Object.fromEntries(exported) as Manifest['exports'],
  };
}

/** Entries are plain JavaScript; the compiler writes their types beside them. */
function compiled(path: string) {
  if (!path.endsWith('.mjs')) return path;
  // The order counts: TypeScript takes the first condition that it knows.
  return { types: path.replace(/\.mjs$/, '.d.mts'), default: path };
}
