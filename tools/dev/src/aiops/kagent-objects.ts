import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { must, programPath } from '../run.ts';

export const GENERATIONS = ['v1alpha2', 'v1alpha3'] as const;
export type Generation = (typeof GENERATIONS)[number];

/** Values with which the chart renders every object of kagent that it has. */
const complete = [
  'image.tag=c-000000000000',
  'global.database.mode=memory',
  'kagent.modelConfig=operations',
  'kagent.authorization.existingSecret=ops-token',
  `kagent.harness.image=registry.example/kagent@sha256:${'0'.repeat(64)}`,
  'kagent.harness.workerPool=operations',
  'kagent.harness.snapshots=s3://snapshots/taskora',
];

/** The objects of kagent that the chart platform renders for a generation of its API, as YAML. */
export async function renderKagent(
  root: string,
  folder: string,
  generation: Generation,
): Promise<string> {
  const chart = join(folder, generation, 'platform');
  mkdirSync(chart, { recursive: true });
  cpSync(join(root, 'infra/charts/platform'), chart, { recursive: true });
  cpSync(join(root, 'infra/charts/service'), join(chart, 'charts/taskora-service'), {
    recursive: true,
  });
  const sets = [...complete, `kagent.apiVersion=${generation}`].map((pair) => `--set=${pair}`);
  return must(
    programPath('helm'),
    ['template', 'platform', chart, '--show-only=templates/kagent.yaml', ...sets],
    { code: 'KAGENT_NOT_RENDERED', fix: 'npx nx run platform:helm-template' },
  );
}
