import { createRequire } from 'node:module';

/**
 * `graph-faults.mjs`: why Nx cannot read the projects of the workspace that it runs in. Of a project that
 * no plugin can read Nx 23.2.1 says only "Failed to create project configurations", without its name, as
 * soon as one of the plugins is a project of the workspace, with `--verbose` too.
 */
const load = createRequire(import.meta.url);
const types = load('nx/src/project-graph/error-types');
const found = [];

types.ProjectConfigurationsError = class extends types.ProjectConfigurationsError {
  constructor(errors, ...rest) {
    super(errors, ...rest);
    found.push(...errors);
  }
};

try {
  await load('nx/src/project-graph/project-graph').createProjectGraphAsync({
    exitOnError: false,
    resetDaemonClient: true,
  });
} catch {
  // Nx has said so before; only what it left out is looked for.
}
for (const words of new Set(found.map(({ message }) => message))) console.log(words);
// The processes that Nx reads projects in would keep this one.
process.exit();
