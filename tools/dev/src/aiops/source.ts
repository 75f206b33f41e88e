import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { UserError } from '@taskora/base/errors';
import { parse } from 'yaml';
import { z } from 'zod';

/** From the root of the workspace. */
export const SOURCE = 'infra/aiops';

const text = z.string().min(1);
const name = z.string().regex(/^[a-z][a-z0-9-]*$/, 'lower-case letters, digits and hyphens');
const toolName = z.string().regex(/^ops_[a-z]+$/);
/** What a person or a program runs; placeholders as in prompts. */
const command = z.string().regex(/^npx nx (run|run-many|g) \S/, 'a command of Nx: npx nx run …');

export const AGENTS = ['kubectl-ai', 'kagent', 'docker-agent', 'gordon'] as const;
const agentName = z.enum(AGENTS);

const settingsSchema = z.strictObject({
  server: z.strictObject({
    name,
    title: text,
    description: text,
    command: text,
    arguments: z.array(text),
  }),
  tools: z.record(
    toolName,
    z.strictObject({ scope: z.enum(['cluster', 'workspace']), gives: text }),
  ),
  agents: z.record(agentName, z.strictObject({ title: text, version: text, writes: text })),
});

const argumentSchema = z.strictObject({
  description: text,
  example: text,
  choices: z.array(text).min(1).optional(),
});

/** What the scripted model does in a step of the record: it calls a tool, or runs a command. */
const stepSchema = z.union([
  z.strictObject({ tool: toolName, arguments: z.record(z.string(), z.json()).default({}) }),
  z.strictObject({ command: z.array(text).min(1) }),
]);

const recipeSchema = z.strictObject({
  title: text,
  kind: z.enum(['build', 'deploy', 'diagnosis', 'scaling']),
  agents: z.array(agentName).min(1),
  tools: z.array(toolName),
  commands: z.array(command),
  arguments: z.record(name, argumentSchema).default({}),
  expect: text,
  check: z.strictObject({ run: command, shows: text }),
  withoutAi: z.strictObject({ run: z.array(command).min(1), does: text }),
  script: z.array(stepSchema).min(1),
  answer: text,
});

const skillSchema = z.strictObject({
  description: text,
  generators: z.array(name).default([]),
  recipes: z.array(name).default([]),
});

export type Settings = z.infer<typeof settingsSchema>;
export type AgentName = z.infer<typeof agentName>;
export type Step = z.infer<typeof stepSchema>;
export type Recipe = z.infer<typeof recipeSchema> & {
  readonly name: string;
  readonly prompt: string;
};
export type Skill = z.infer<typeof skillSchema> & { readonly name: string; readonly body: string };

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
  for (const recipe of recipes) checkRecipe(recipe, settings);
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

/** Placeholders have an argument, every argument is used, and tools and examples are such as there are. */
function checkRecipe(recipe: Recipe, { tools }: Settings): void {
  const file = `recipes/${recipe.name}.md`;
  const texts = [recipe.prompt, ...recipe.commands, ...recipe.withoutAi.run, recipe.check.run];
  const used = [...texts.join('\n').matchAll(/\{([a-z-]+)\}/g)].map(([, key = '']) => key);
  const known = Object.keys(recipe.arguments);
  const unknown = used.filter((key) => !known.includes(key));
  if (unknown.length > 0) refuse(file, `no argument ${unknown.join(', ')}`);
  const unused = known.filter((key) => !recipe.prompt.includes(`{${key}}`));
  if (unused.length > 0) refuse(file, `the prompt does not use ${unused.join(', ')}`);
  for (const [key, { example, choices }] of Object.entries(recipe.arguments)) {
    if (choices?.includes(example) === false) refuse(file, `${key}: ${example} is no choice`);
  }
  const called = recipe.script.flatMap((step) => ('tool' in step ? [step.tool] : []));
  const absent = [...recipe.tools, ...called].filter((tool) => !(tool in tools));
  if (absent.length > 0) refuse(file, `no tool ${absent.join(', ')}`);
  if (!recipe.agents.includes('kagent')) return;
  // Its agent runs in the cluster, where no workspace is.
  const outside = recipe.tools.filter((tool) => tools[tool]?.scope !== 'cluster');
  if (outside.length > 0) refuse(file, `kagent has no tool ${outside.join(', ')}`);
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
