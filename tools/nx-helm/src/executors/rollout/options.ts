import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ExecutorContext, Task } from '@nx/devkit';
import { UserError } from '@taskora/base/errors';
import { rolloutExecutor } from '../../base/rollout-step.ts';
import type { ReleaseOptions } from '../../chart/releases.ts';

type DryRunMode = 'client' | 'server';

/**
 * The dry-run mode of this run: by its own option, or by that of another task of the same run. Nx
 * starts the dependencies of a deploy without the deploy's options, and an image loaded or a
 * release rolled there would be a change all the same.
 */
export function dryRunMode(
  own: DryRunMode | undefined,
  { taskGraph }: Pick<ExecutorContext, 'taskGraph'>,
): DryRunMode | undefined {
  const asked = Object.values(taskGraph?.tasks ?? {}).map(({ overrides }) => modeOf(overrides));
  return own ?? asked.find((mode) => mode !== undefined);
}

/** Nx keeps the typed spelling: a dependent task may have another one of the same option. */
function modeOf(overrides: unknown): DryRunMode | undefined {
  const given = (overrides ?? {}) as Readonly<Record<string, unknown>>;
  const mode = given['dryRun'] ?? given['dry-run'];
  return mode === 'client' || mode === 'server' ? mode : undefined;
}

/** What inference gives to the target that takes an image to the cluster. */
export interface ImageLoadOptions {
  readonly programsDirectory: string;
  readonly contexts: string;
  readonly environment: string;
  readonly environmentsDirectory: string;
  readonly confirm?: string;
}

/** What inference gives to the target that installs or upgrades a release. */
export interface HelmDeployOptions extends ReleaseOptions {
  readonly dryRun?: DryRunMode;
  readonly confirm?: string;
}

export type RolloutOptions =
  | ({ readonly step: 'image-load' } & ImageLoadOptions)
  | ({ readonly step: 'helm-deploy' } & HelmDeployOptions);

/** As much of a JSON schema as the options of an executor need. */
interface OptionSchema {
  readonly properties: Readonly<Record<string, OptionProperty>>;
  readonly 'x-required'?: readonly string[];
}

interface OptionProperty {
  readonly type: string;
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
}

/** What is wrong with an option, in one clause, and whether there is such an option at all. */
interface OptionFault {
  readonly isUnknown: boolean;
  readonly what: string;
}

/** What Nx adds to the options that people give. */
const addedByNx = new Set(['__overrides_unparsed__', 'verbose']);

/** The first fault of options as they were given, in any form that Nx takes a name in. */
function faultOfGiven(
  schema: OptionSchema,
  given: Readonly<Record<string, unknown>>,
): OptionFault | undefined {
  for (const [name, value] of Object.entries(given)) {
    if (addedByNx.has(name) || (name === '_' && isEmptyList(value))) continue;
    const property = propertyOf(schema, name);
    if (property === undefined) return unknownOption(schema, name, value);
    if (!fits(property, value)) {
      const what = `--${dashed(name)} takes ${describeType(property)}, and was given ${shown(value)}`;
      return { isUnknown: false, what };
    }
  }
  return undefined;
}

/** The same for all options of a task, of which none that is needed may be missing either. */
function faultOfOptions(
  schema: OptionSchema,
  options: Readonly<Record<string, unknown>>,
): OptionFault | undefined {
  const missing = schema['x-required']?.find((name) => options[name] === undefined);
  if (missing === undefined) return faultOfGiven(schema, options);
  return { isUnknown: false, what: `the option ${missing} is missing` };
}

/** What is typed as `--dry-run` may be named `dryRun`, and Nx hands on what was typed. */
function camelCase(name: string): string {
  return name.replace(/-+(.)/g, (_match, letter: string) => letter.toUpperCase());
}

function propertyOf({ properties }: OptionSchema, name: string): OptionProperty | undefined {
  const known = camelCase(name);
  return Object.hasOwn(properties, known) ? properties[known] : undefined;
}

function unknownOption({ properties }: OptionSchema, name: string, value: unknown): OptionFault {
  if (name === '_') {
    return {
      isUnknown: true,
      what: `it takes no argument without a name, such as ${shown(value)}`,
    };
  }
  const known = Object.keys(properties);
  const meant = known.find((each) => sameLetters(each) === sameLetters(name));
  const options =
    meant === undefined ? `the options are ${known.join(', ')}` : `it is --${dashed(meant)}`;
  return { isUnknown: true, what: `there is no option --${dashed(name)}; ${options}` };
}

/** `dryrun`, `dry_run` and `DryRun` are most likely the same. */
function sameLetters(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
}

function fits({ type, enum: choices, minimum }: OptionProperty, value: unknown): boolean {
  if (choices !== undefined) return choices.includes(value);
  switch (type) {
    case 'integer':
      return isInteger(value) && Number(value) >= (minimum ?? -Infinity);
    case 'boolean':
      return typeof value === 'boolean' || value === 'true' || value === 'false';
    case 'object':
      return typeof value === 'object' && value !== null && !Array.isArray(value);
    default:
      return typeof value === type && value !== '';
  }
}

/** Nx has a number for an option of that type; as it was typed it is still text. */
function isInteger(value: unknown): boolean {
  return Number.isInteger(value) || (typeof value === 'string' && /^-?\d+$/.test(value));
}

function describeType({ type, enum: choices, minimum }: OptionProperty): string {
  if (choices !== undefined) return choices.map(String).join(' or ');
  if (type === 'integer')
    return `a whole number${minimum === undefined ? '' : ` of at least ${minimum}`}`;
  if (type === 'boolean') return 'true or false';
  return type === 'object' ? 'a mapping' : 'a text';
}

/** Where an option has no value, the parser of the command line takes it for a switch. */
function shown(value: unknown): string {
  if (value === true) return 'no value';
  return typeof value === 'string' ? `"${value}"` : JSON.stringify(value);
}

function dashed(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

const schema = JSON.parse(
  readFileSync(join(import.meta.dirname, 'schema.json'), 'utf8'),
) as OptionSchema;

/**
 * The options that a target without an executor of its own may be given: Nx passes none of them on, and
 * every step finds these among all tasks of its run.
 */
const ofCollectors: OptionSchema = {
  properties: Object.fromEntries(
    Object.entries(schema.properties).filter(([name]) => ['dryRun', 'confirm'].includes(name)),
  ),
};

/** Refuses options of this target that do not fit its schema, such as in project.json. */
export function refuseBadOptions(options: object, project: string, target: string): void {
  const fault = faultOfOptions(schema, { ...options });
  if (fault !== undefined) throw refused(fault, project, `${project}:${target}`);
}

type Run = Pick<ExecutorContext, 'taskGraph' | 'projectsConfigurations'>;

/**
 * Refuses a run with options that some task of it cannot honour, before anything changes. The
 * dependencies of a deploy have none of its options, and would roll out before the deploy itself
 * refuses a misspelt `--dry-run`; so each step checks the options of all tasks of the run.
 */
export function refuseBadRun(context: Run, project: string): void {
  for (const task of Object.values(context.taskGraph?.tasks ?? {})) {
    const fault = faultOf(task, context);
    if (fault !== undefined) throw refused(fault, project, task.id);
  }
}

function faultOf(
  { target, overrides }: Task,
  { projectsConfigurations }: Run,
): OptionFault | undefined {
  const given = (overrides ?? {}) as Readonly<Record<string, unknown>>;
  const { executor } =
    projectsConfigurations.projects[target.project]?.targets?.[target.target] ?? {};
  if (executor === rolloutExecutor) return faultOfGiven(schema, given);
  if (executor === 'nx:noop') return faultOfCollector(given);
  return faultOfGiven(ofCollectors, onlyDryRuns(given));
}

/** Such as `infra:deploy --force`, which Nx would not pass on to any deploy. */
function faultOfCollector(given: Readonly<Record<string, unknown>>): OptionFault | undefined {
  const fault = faultOfGiven(ofCollectors, given);
  const name = Object.keys(given).find((each) => camelCase(each) in schema.properties);
  if (fault?.isUnknown !== true || name === undefined || camelCase(name) === 'dryRun') return fault;
  return {
    isUnknown: true,
    what: `it only collects other targets, to which Nx does not pass --${name}; use nx run-many -t helm-deploy --${name}`,
  };
}

/**
 * Other plugins' executors have options of their own; `--dry-run` also concerns this plugin's
 * tasks.
 */
function onlyDryRuns(given: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const dryRunLetters = sameLetters('dryRun');
  return Object.fromEntries(
    Object.entries(given).filter(([name]) => sameLetters(name) === dryRunLetters),
  );
}

function refused({ isUnknown, what }: OptionFault, project: string, task: string): UserError {
  return new UserError(
    isUnknown ? 'NXHELM_OPTION_UNKNOWN' : 'NXHELM_OPTION_INVALID',
    `${task}: ${what}; nothing was changed`,
    `npx nx run ${task} --help`,
    { project },
  );
}
