import type { z } from 'zod';
import { processEnvironment } from './environment.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** One setting: the variable it comes from, which form it must have, and what to do when it does not. */
export interface Variable<Schema extends z.ZodType = z.ZodType> {
  readonly name: string;
  readonly schema: Schema;
  readonly fix: string;
}

export type Variables = Readonly<Record<string, Variable>>;

export type ConfigOf<Definitions extends Variables> = {
  readonly [Key in keyof Definitions]: z.output<Definitions[Key]['schema']>;
};

/** Thrown with every wrong variable at once; values are left out, because they may be secrets. */
export class ConfigError extends Error {
  readonly code = 'CONFIG_INVALID';
  readonly variables: readonly string[];

  constructor(issues: ReadonlyMap<string, string>) {
    const names = [...issues.keys()];
    const lines = [...issues.values()].map((issue) => `  ${issue}`);
    super(
      `CONFIG_INVALID: the environment is not usable (${names.join(', ')}).\n${lines.join('\n')}`,
    );
    this.name = 'ConfigError';
    this.variables = names;
  }
}

function describeIssue(variable: Variable, value: string | undefined, error: z.ZodError): string {
  const messages = error.issues.map((issue) => issue.message).join('; ');
  const what = value === undefined ? 'is not set' : `is wrong: ${messages}`;
  return `${variable.name} ${what}. Do: ${variable.fix}`;
}

/** An empty value counts as absent: Kubernetes and compose files often pass one for "not set". */
function valueOf(environment: Environment, name: string): string | undefined {
  const value = environment[name];
  return value === undefined || value.trim() === '' ? undefined : value;
}

/** Parses the environment once into typed settings, or fails naming each variable and its fix. */
export function loadConfig<Definitions extends Variables>(
  definitions: Definitions,
  environment: Environment = processEnvironment(),
): ConfigOf<Definitions> {
  if ('window' in globalThis && 'document' in globalThis) {
    throw new Error('CONFIG_IN_BROWSER: settings hold secrets. Do: load them in server code only.');
  }
  const issues = new Map<string, string>();
  const settings: Record<string, unknown> = {};
  for (const [key, variable] of Object.entries(definitions)) {
    const value = valueOf(environment, variable.name);
    const result = variable.schema.safeParse(value);
    if (result.success) settings[key] = result.data;
    else issues.set(variable.name, describeIssue(variable, value, result.error));
  }
  if (issues.size > 0) throw new ConfigError(issues);
  return settings as ConfigOf<Definitions>;
}
