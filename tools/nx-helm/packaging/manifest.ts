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

function compiled(path: string) {
  if (!path.endsWith('.ts')) return path;
  const base = path.slice(0, -'.ts'.length);
  // The order counts: TypeScript takes the first condition that it knows.
  return { types: `${base}.d.ts`, default: `${base}.js` };
}
