import { messageOf } from '@taskora/base/errors';
import { z } from 'zod';

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

export const settingsSchema = z.strictObject({
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

export const recipeSchema = z.strictObject({
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

export const skillSchema = z.strictObject({
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
