import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { messageOf, UserError } from '@taskora/base/errors';
import { parse } from 'yaml';
import { z } from 'zod';
import { recipeFault } from './recipe-check.ts';

/** From the root of the workspace. */
export const SOURCE = 'infra/aiops';

const text = z.string().min(1);
const name = z.string().regex(/^[a-z][a-z0-9-]*$/, 'lower-case letters, digits and hyphens');
const toolName = z.string().regex(/^ops_[a-z]+$/);
/** What a person or a program runs; placeholders as in prompts. */
const command = z.string().regex(/^npx nx (run|run-many|g) \S/, 'a command of Nx: npx nx run …');

export const AGENTS = ['kubectl-ai', 'kagent', 'docker-agent', 'gordon'] as const;
const agentName = z.enum(AGENTS);

/** What a tool needs, and what an agent has besides tools. */
const scope = z.enum(['cluster', 'workspace']);
const ability = z.enum(['commands', 'files']);

const settingsSchema = z.strictObject({
  server: z.strictObject({
    name,
    title: text,
    description: text,
    command: text,
    arguments: z.array(text),
  }),
  tools: z.record(toolName, z.strictObject({ scope, gives: text, instead: command.optional() })),
  agents: z.record(
    agentName,
    z.strictObject({
      title: text,
      serves: z.array(scope).min(1),
      has: z.array(ability),
      version: text,
      writes: text,
    }),
  ),
});

const argumentSchema = z.strictObject({
  description: text,
  example: text,
  choices: z.array(text).min(1).optional(),
});

/** A pattern by which a step of the record is known to have given what it should. */
const pattern = text.transform((source, context) => {
  try {
    return new RegExp(source, 'm');
  } catch (thrown) {
    context.addIssue({ code: 'custom', message: messageOf(thrown) });
    return z.NEVER;
  }
});

/** What the scripted model does in a step of the record: it calls a tool, or runs a command. */
const stepSchema = z.union([
  z.strictObject({
    tool: toolName,
    arguments: z.record(z.string(), z.json()).default({}),
    shows: pattern,
  }),
  z.strictObject({ command: z.array(text).min(1), shows: pattern }),
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
  withoutAi: z.strictObject({
    /** What a person writes into the environment's file before. */
    edit: text.optional(),
    run: z.array(command).min(1),
    does: text,
  }),
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
export type Ability = z.infer<typeof ability>;
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
