/** A package.json, as far as packaging looks at it. */
export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly exports: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly [field: string]: unknown;
}

/** What only this workspace has a use for. */
const fieldsOfTheWorkspace = new Set(['devDependencies', 'scripts', 'private']);

/** The package.json that is published: as in the workspace, but its code is compiled. */
export function publishedManifest(source: Manifest): Manifest {
  const kept = Object.entries(source).filter(([field]) => !fieldsOfTheWorkspace.has(field));
  const exported = Object.entries(source.exports).map(([name, path]) => [name, compiled(path)]);
  // Packages of the workspace are released together, so any other version of one is untested.
  const dependencies = Object.entries(source.dependencies).map(([name, range]) => [
    name,
    name.startsWith('@taskora/') ? source.version : range,
  ]);
  return {
    ...(Object.fromEntries(kept) as unknown as Manifest),
    exports: Object.fromEntries(exported) as Manifest['exports'],
    dependencies: Object.fromEntries(dependencies) as Manifest['dependencies'],
  };
}

/** The compiler writes types beside the code. */
function compiled(path: string) {
  const [, name, kind] = /^(.*)\.(m?)[jt]s$/.exec(path) ?? [];
  if (name === undefined) return path;
  // The order counts: TypeScript takes the first condition that it knows.
  return { types: `${name}.d.${kind}ts`, default: `${name}.${kind}js` };
}
