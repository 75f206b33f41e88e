import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { UserError } from '@taskora/base/errors';
import { parse } from 'yaml';
import { z } from 'zod';
import { recipeFault } from './recipe-check.ts';
import {
  recipeSchema,
  settingsSchema,
  skillSchema,
  type Recipe,
  type Settings,
  type Skill,
} from './schema.ts';

export { AGENTS, type AgentName, type Recipe, type Skill, type Step } from './schema.ts';

/** From the root of the workspace. */
export const SOURCE = 'infra/aiops';

/** All that programs with a model are given, as it stands in `infra/aiops`. */
export interface Aiops extends Settings {
  /** What every model reads first. */
  readonly system: string;
  readonly recipes: readonly Recipe[];
  readonly skills: readonly Skill[];
}

export function readAiops(root: string): Aiops {
  const folder = join(root, SOURCE);
  const read = (file: string): string => readFileSync(join(folder, file), 'utf8');
  const settings = parsed('aiops.yaml', settingsSchema, parse(read('aiops.yaml')));
  const recipes = documentsIn(folder, 'recipes', recipeSchema).map(({ head, ...document }) => ({
    ...head,
    name: document.name,
    prompt: document.body,
  }));
  const skills = documentsIn(folder, 'skills', skillSchema).map(({ head, ...document }) => ({
    ...head,
    ...document,
  }));
  for (const recipe of recipes) {
    const fault = recipeFault(recipe, settings);
    if (fault !== undefined) refuse(`recipes/${recipe.name}.md`, fault);
  }
  const names = recipes.map((recipe) => recipe.name);
  for (const skill of skills) {
    const unknown = skill.recipes.filter((each) => !names.includes(each));
    if (unknown.length > 0) refuse(`skills/${skill.name}.md`, `no recipe ${unknown.join(', ')}`);
  }
  return { ...settings, system: read('system.md').trim(), recipes, skills };
}

/** The documents of a folder, by name: YAML between two lines of hyphens, then text. */
function documentsIn<Head>(folder: string, part: string, schema: z.ZodType<Head>) {
  const files = globSync(`${part}/*.md`, { cwd: folder }).toSorted();
  return files.map((file) => {
    const document = readFileSync(join(folder, file), 'utf8');
    const [, head, body] = /^---\n(.*?)\n---\n(.*)$/s.exec(document) ?? [];
    if (head === undefined || body === undefined) return refuse(file, 'no YAML between two ---');
    const fileName = basename(file, '.md');
    return { name: fileName, head: parsed(file, schema, parse(head)), body: body.trim() };
  });
}

function parsed<Value>(file: string, schema: z.ZodType<Value>, value: unknown): Value {
  const result = schema.safeParse(value);
  return result.success ? result.data : refuse(file, z.prettifyError(result.error));
}

function refuse(file: string, why: string): never {
  throw new UserError(
    'AIOPS_SOURCE_WRONG',
    `${SOURCE}/${file} is not as it has to be: ${why}`,
    'correct it, then npx nx run dev:aiops',
  );
}
