import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UserError } from '@taskora/base/errors';
import { customSchemas } from '@taskora/minikube/custom-schemas';
import { parseAllDocuments } from 'yaml';
import { must, programPath } from '../run.ts';
import { GENERATIONS, renderKagent, type Generation } from './kagent-objects.ts';

const again = 'npx nx run dev:kagent-check -- --definitions=FOLDER';

export interface GenerationCheck {
  readonly generation: Generation;
  /** Those that fit; none where the folder does not define the generation. */
  readonly kinds: readonly string[];
}

/**
 * Compares what the chart renders with definitions of kagent's resources, such as the folder
 * `helm/kagent-crds/templates` of its sources: a folder may have one generation or both.
 */
export async function checkKagent(root: string, definitions: string): Promise<GenerationCheck[]> {
  const files = globSync('*.yaml', { cwd: definitions }).toSorted();
  const schemas = new Map(
    files.flatMap((file) => [...customSchemas(readFileSync(join(definitions, file), 'utf8'))]),
  );
  const folder = mkdtempSync(join(tmpdir(), 'kagent-check-'));
  try {
    const place = join(folder, 'schemas');
    mkdirSync(place);
    for (const [name, schema] of schemas) writeFileSync(join(place, name), JSON.stringify(schema));
    const checks: GenerationCheck[] = [];
    for (const generation of GENERATIONS) {
      const isDefined = schemas.has(
        `${generation === 'v1alpha2' ? 'agent' : 'agenttemplate'}-kagent-${generation}.json`,
      );
      const text = isDefined ? await renderKagent(root, folder, generation) : '';
      if (isDefined) await checkText(text, generation, folder);
      checks.push({ generation, kinds: kindsIn(text) });
    }
    if (checks.some(({ kinds }) => kinds.length > 0)) return checks;
    throw new UserError(
      'KAGENT_DEFINITIONS_MISSING',
      `${definitions} defines no resource of kagent.dev that the chart renders`,
      `${again}, with the folder helm/kagent-crds/templates of kagent's sources`,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function checkText(text: string, generation: Generation, folder: string): Promise<void> {
  const file = join(folder, `${generation}.yaml`);
  writeFileSync(file, text);
  const place = join(folder, 'schemas', '{{ .ResourceKind }}{{ .KindSuffix }}.json');
  await must(programPath('kubeconform'), ['-strict', '-schema-location', place, file], {
    code: 'KAGENT_OBJECTS_INVALID',
    fix: `correct infra/charts/platform/templates/_kagent.tpl, then ${again}`,
  });
}

const kindsIn = (text: string): string[] =>
  parseAllDocuments(text)
    .map((document) => document.toJS() as { readonly kind?: string } | null)
    .flatMap((object) => object?.kind ?? []);
