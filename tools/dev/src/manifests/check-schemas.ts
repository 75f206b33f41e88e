import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { workspaceRoot } from '../environment.ts';
import { must, programPath } from '../run.ts';
import type { PlainObject } from './plain-objects.ts';

/** Where the checks of rendered charts have them too. */
const nxSchema = z.object({
  targetDefaults: z.object({
    kubeconform: z.object({ options: z.object({ skipKinds: z.array(z.string()) }) }),
  }),
});

/** Custom resources, as group/version/Kind, whose schemas are in no module that the set-up reads. */
export function kindsWithoutSchema(root = workspaceRoot): readonly string[] {
  const { targetDefaults } = nxSchema.parse(
    JSON.parse(readFileSync(join(root, 'nx.json'), 'utf8')),
  );
  return targetDefaults.kubeconform.options.skipKinds;
}

export interface SchemaCheck {
  readonly kubeVersion: string;
  readonly objects: readonly PlainObject[];
  /** The next command where an object is wrong. */
  readonly again: string;
}

/** Fails unless the objects in a folder fit Kubernetes; resolves to those that nobody could check. */
export async function checkSchemas(
  folder: string,
  { kubeVersion, objects, again }: SchemaCheck,
): Promise<readonly string[]> {
  const skipped = kindsWithoutSchema();
  const schemas = join(workspaceRoot, '.taskora/schemas');
  const version = ['-kubernetes-version', kubeVersion];
  const where = ['-schema-location', schemas, '-skip', skipped.join(',')];
  await must(programPath('kubeconform'), ['-strict', ...version, ...where, folder], {
    code: 'MANIFESTS_INVALID',
    fix: `correct the chart, then ${again}`,
  });
  return objects
    .filter(({ apiVersion, kind }) => skipped.includes(`${apiVersion}/${kind}`))
    .map(({ kind, metadata }) => `${kind} ${metadata.name}`);
}
