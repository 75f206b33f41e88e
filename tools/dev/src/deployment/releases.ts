import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { workspaceRoot } from '../environment.ts';
import type { ReleaseList } from '../status/schemas.ts';

const projectSchema = z.object({ name: z.string(), tags: z.array(z.string()).default([]) });

const environmentSchema = z.object({
  nxHelm: z.object({ releases: z.record(z.string(), z.unknown()).nullish() }),
});

/** What `infra:deploy-minikube` deploys to, unless it is asked for another one. */
const usualEnvironment = 'minikube';

/**
 * The releases that `infra:deploy-minikube` deploys in an environment: a project with its tag is one, of
 * the same name, unless the environment's file leaves it out.
 */
export function productReleases(environment = usualEnvironment, root = workspaceRoot): string[] {
  const files = globSync(['apps/*/project.json', 'infra/charts/*/project.json'], { cwd: root });
  const leftOut = releasesLeftOut(environment, root);
  return files
    .map((file) => projectSchema.parse(JSON.parse(readFileSync(join(root, file), 'utf8'))))
    .filter(({ name, tags }) => tags.includes('deploy:helm') && !leftOut.has(name))
    .map(({ name }) => name)
    .toSorted();
}

function releasesLeftOut(environment: string, root: string): ReadonlySet<string> {
  const file = join(root, 'infra/environments', `${environment}.yaml`);
  if (!existsSync(file)) return new Set();
  const { releases } = environmentSchema.parse(parse(readFileSync(file, 'utf8'))).nxHelm;
  const names = Object.entries(releases ?? {}).filter(([, values]) => values === false);
  return new Set(names.map(([name]) => name));
}

/** The environment of what is installed, by the label that nx-helm gives each revision. */
export function deployedEnvironment(releases: ReleaseList['items']): string {
  const named = releases.map(({ metadata }) => metadata.labels['environment']);
  return named.find((name) => name !== undefined) ?? usualEnvironment;
}
