import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { z } from 'zod';
import { asPlaceholders, withoutAiOf } from './filled.ts';
import { code, madeFrom, table } from './markdown.ts';
import { SOURCE, type Aiops, type Recipe, type Skill } from './source.ts';

const GENERATORS = 'tools/nx-helm/src/generators';

/** The part of a generator's schema that a person fills in. */
const generatorSchema = z.object({
  properties: z.record(
    z.string(),
    z.object({
      description: z.string(),
      enum: z.array(z.string()).optional(),
      'x-priority': z.string().optional(),
    }),
  ),
});

export const skillFile = (name: string): string => `.agents/skills/${name}/SKILL.md`;

/** The skill files, by path from the root of the workspace. */
export const skillFiles = (root: string, { skills, recipes }: Aiops): ReadonlyMap<string, string> =>
  new Map(skills.map((skill) => [skillFile(skill.name), textOf(root, skill, recipes)]));

function textOf(root: string, skill: Skill, recipes: readonly Recipe[]): string {
  const { name, description, body, generators } = skill;
  const own = recipes.filter((recipe) => skill.recipes.includes(recipe.name));
  return [
    `---\n${stringify({ name, description }, { lineWidth: 0 })}---`,
    madeFrom(`${SOURCE}/skills/${name}.md`),
    body,
    ...generators.map((generator) => optionsOf(root, generator)),
    '## Recipes',
    ...own.map(sectionOf),
  ].join('\n\n');
}

/** What a generator takes, as its own schema says it. */
function optionsOf(root: string, generator: string): string {
  const path = join(root, GENERATORS, generator, 'schema.json');
  const { properties } = generatorSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  const rows = Object.entries(properties)
    .filter(([, option]) => option['x-priority'] !== 'internal')
    .map(([name, option]) => [
      name === 'name' ? 'the first argument' : code(`--${name}`),
      option.enum === undefined
        ? option.description
        : `${option.description} One of ${option.enum.map(code).join(', ')}.`,
    ]);
  return `## Options of ${code(`@taskora/nx-helm:${generator}`)}\n\n${table(['option', 'meaning'], rows)}`;
}

function sectionOf(recipe: Recipe): string {
  const { title, prompt, check } = recipe;
  return [
    `### ${title}`,
    asPlaceholders(prompt),
    `- Without the tools: ${withoutAiOf(recipe)}.\n- Check: ${code(asPlaceholders(check.run))} shows ${check.shows}.`,
  ].join('\n\n');
}
