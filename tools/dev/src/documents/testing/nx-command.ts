import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { workspaceRoot } from '../../environment.ts';
import { tokensOf } from './extract.ts';
import type { Projects, Target } from './nx-graph.ts';
import { targetsBehind } from './nx-graph.ts';
import { parsedOptions } from './parsed-options.ts';

/** What `nx run` and `nx run-many` are asked for. */
export interface NxCommand {
  /** `project:target`; with `*` for the project where all are meant. */
  readonly targets: readonly string[];
  readonly configuration?: string;
  readonly options: readonly string[];
}

/** Options of Nx itself that documents use. */
const ofNx = new Set([
  ...['base', 'excludeTaskDependencies', 'head', 'help', 'nx-bail', 'outputStyle', 'parallel'],
  ...['skip-nx-cache', 'skipNxCache'],
]);

/** A name that stands for one of the reader's own. */
export const isPlaceholder = (text: string): boolean => /[<>…{}]|^[A-Z_]+$|\*/.test(text);

export function nxCommand(text: string): NxCommand | undefined {
  const tokens = tokensOf(text.replace(/^npx /, ''));
  const [, verb, ...rest] = tokens;
  if (tokens[0] !== 'nx' || (verb !== 'run' && verb !== 'run-many')) return undefined;
  const lists: Record<'-t' | '-p' | '-c', string[]> = { '-t': [], '-p': [], '-c': [] };
  const options: string[] = [];
  const positional: string[] = [];
  let into = positional;
  for (const token of rest) {
    // What follows is for the program of the target, and parsed by it.
    if (token === '--') into = [];
    else if (token === '-t' || token === '-p' || token === '-c') into = lists[token];
    else if (token.startsWith('--')) {
      options.push(token.slice(2).replace(/=.*/, ''));
      // The next token is the value of the option, or Nx gives it to none.
      into = [];
    } else into.push(...token.split(','));
  }
  const projects = lists['-p'].length === 0 ? ['*'] : lists['-p'];
  const many = lists['-t'].flatMap((target) => projects.map((project) => `${project}:${target}`));
  const [configuration] = lists['-c'];
  return {
    targets: verb === 'run' ? positional.slice(0, 1) : many,
    options,
    ...(configuration === undefined ? {} : { configuration }),
  };
}

const executorsSchema = z.object({
  executors: z.record(z.string(), z.looseObject({ schema: z.string() })),
});
const optionsSchema = z.looseObject({ properties: z.record(z.string(), z.unknown()) });

const plugin = 'tools/nx-helm/as-in-node_modules';

/** The options that an executor of the plugin takes. */
function ofExecutor(name: string): readonly string[] {
  const read = (file: string): unknown =>
    JSON.parse(readFileSync(join(workspaceRoot, plugin, file), 'utf8'));
  const { executors } = executorsSchema.parse(read('executors.json'));
  const schema = executors[name]?.schema;
  return schema === undefined ? [] : Object.keys(optionsSchema.parse(read(schema)).properties);
}

/** What is wrong with a command that starts a generator of the plugin. */
export function generatorFaults(text: string): readonly string[] {
  const [, name = '', rest = ''] = /^npx nx g @taskora\/nx-helm:([\w-]+)(.*)$/.exec(text) ?? [];
  if (name === '') return [];
  const folder = join(workspaceRoot, 'tools/nx-helm/src/generators', name);
  if (!existsSync(folder)) return [`there is no generator ${name}`];
  const schema: unknown = JSON.parse(readFileSync(join(folder, 'schema.json'), 'utf8'));
  const known = [...Object.keys(optionsSchema.parse(schema).properties), 'dry-run'];
  return tokensOf(rest)
    .filter((token) => token.startsWith('--'))
    .map((token) => token.slice(2).replace(/=.*/, ''))
    .filter((option) => !known.includes(option))
    .map((option) => `${name} takes no option --${option}`);
}

/** Whether the program that a target starts parses an option. */
function isRead(target: Target, option: string): boolean {
  const texts = [target.options['command'], target.options['commands']].flat().map(String);
  return texts
    .flatMap((command) => command.match(/[\w./-]+\.m?[tj]s\b/g) ?? [])
    .map((program) => join(workspaceRoot, program))
    .filter((file) => existsSync(file))
    .some((file) => parsedOptions(readFileSync(file, 'utf8')).includes(option));
}

/** What is wrong with a command: a target, configuration or option that there is not. */
export function nxFaults(
  { targets, configuration, options }: NxCommand,
  projects: Projects,
): string[] {
  const faults: string[] = [];
  const kebab = (text: string): string =>
    text.replaceAll(/[A-Z]/g, (one) => `-${one.toLowerCase()}`);
  for (const name of targets.filter((each) => !each.split(':').some(isPlaceholder))) {
    const behind = targetsBehind(projects, name);
    const own = projects.get(name.split(':')[0] ?? '')?.[name.split(':')[1] ?? ''];
    if (own === undefined) faults.push(`no target ${name}`);
    const configured = [own, ...behind.map(({ target }) => target)].some(
      (target) => configuration !== undefined && configuration in (target?.configurations ?? {}),
    );
    if (configuration !== undefined && !isPlaceholder(configuration) && !configured) {
      faults.push(`${name} has no configuration ${configuration}`);
    }
    const unknown = options
      .filter((option) => !ofNx.has(option) && own !== undefined)
      .filter(
        (option) =>
          !behind.some(({ target }) => {
            const [, executor = ''] = /^@taskora\/nx-helm:(.+)$/.exec(target.executor ?? '') ?? [];
            const known = ofExecutor(executor);
            return (
              known.some((each) => [each, kebab(each)].includes(option)) || isRead(target, option)
            );
          }),
      );
    faults.push(...unknown.map((option) => `${name} takes no option --${option}`));
  }
  return faults;
}

/** All targets of a command that there are, those of all projects by name too. */
export function expanded({ targets }: NxCommand, projects: Projects): readonly string[] {
  return targets.flatMap((name) => {
    const [project = '', target = ''] = name.split(':');
    if (!isPlaceholder(project)) return [name];
    return [...projects].filter(([, own]) => target in own).map(([one]) => `${one}:${target}`);
  });
}
