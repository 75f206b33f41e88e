import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { workspaceRoot } from '../environment.ts';

const projectSchema = z.object({ name: z.string(), tags: z.array(z.string()).default([]) });

/** The releases that `infra:deploy-minikube` deploys: a project with its tag is one, of the same name. */
export function productReleases(): string[] {
  const files = globSync(['apps/*/project.json', 'infra/charts/*/project.json'], {
    cwd: workspaceRoot,
  });
  return files
    .map((file) => projectSchema.parse(JSON.parse(readFileSync(join(workspaceRoot, file), 'utf8'))))
    .filter(({ tags }) => tags.includes('deploy:helm'))
    .map(({ name }) => name)
    .toSorted();
}
