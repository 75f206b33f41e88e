import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '@taskora/base/errors';
import { parse, parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { namespaceObject } from '../cluster/secret-objects.ts';
import { workspaceRoot } from '../environment.ts';
import { must, programPath } from '../run.ts';
import { checkSchemas } from './check-schemas.ts';
import type { PlainObject } from './plain-objects.ts';
import { fileName, plainObjects } from './plain-objects.ts';
import { plainYaml } from './plain-yaml.ts';

export interface Written {
  readonly folder: string;
  readonly files: readonly string[];
  /** Custom resources of which there is no schema. */
  readonly unchecked: readonly string[];
}

export interface ManifestOptions {
  readonly namespace: string;
  /** Which environment has to be rendered, where one was asked for. */
  readonly environment?: string;
  /** More arguments of `helm template`. */
  readonly values?: readonly string[];
  /** Under dist/kubernetes; the environment's name unless given. */
  readonly name?: string;
}

const chart = join(workspaceRoot, 'dist/charts/taskora');
const rendered = join(workspaceRoot, 'dist/manifests/taskora');
const fix = 'npx nx run infra:manifests';

/** Writes the objects of the whole chart, as helm-template rendered it last, one a file. */
export async function writeManifests(options: ManifestOptions): Promise<Written> {
  const { name: environment, kubeVersion, apiVersions } = renderedEnvironment(options.environment);
  const text = await must(
    programPath('helm'),
    [
      ...['template', 'taskora', chart, '--namespace', options.namespace],
      ...['--values', join(rendered, 'values.yaml'), '--kube-version', kubeVersion],
      ...apiVersions.flatMap((version) => ['--api-versions', version]),
      ...(options.values ?? []),
    ],
    { code: 'MANIFESTS_NOT_RENDERED', fix },
  );
  const documents = parseAllDocuments(text).map((document) => document.toJS() as unknown);
  const objects = [
    namespaceObject(options.namespace) as PlainObject,
    ...plainObjects(documents.filter((document) => document !== null)),
  ];
  const folder = join(workspaceRoot, 'dist/kubernetes', options.name ?? environment);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const object of objects) writeFileSync(join(folder, fileName(object)), plainYaml(object));
  // What was written is what is checked, and not the render that it was made of.
  const unchecked = await checkSchemas(folder, { kubeVersion, objects, again: fix });
  return { folder, files: objects.map(fileName).toSorted(), unchecked };
}

const environmentSchema = z.object({
  nxHelm: z.object({
    kubeVersion: z.string(),
    apiVersions: z.array(z.string()).default([]),
  }),
});

/** Which environment the chart was rendered for, and what its file says of the cluster. */
export function renderedEnvironment(asked: string | undefined, folder = rendered) {
  const file = join(folder, 'fingerprint.json');
  if (!existsSync(file)) {
    throw new UserError('MANIFESTS_NOT_RENDERED', 'the chart taskora has not been rendered', fix);
  }
  const { environment: name } = z
    .object({ environment: z.string() })
    .parse(JSON.parse(readFileSync(file, 'utf8')));
  if (asked !== undefined && asked !== name) {
    throw new UserError(
      'MANIFESTS_NOT_RENDERED',
      `the chart taskora is rendered for the environment ${name}, and not for ${asked}`,
      `npx nx run taskora:helm-template -c ${asked}, then ${fix} -c ${asked}`,
    );
  }
  const text = readFileSync(join(workspaceRoot, `infra/environments/${name}.yaml`), 'utf8');
  return { name, ...environmentSchema.parse(parse(text)).nxHelm };
}
