import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

/** What is left of a scenario's name once the suite's prefix and the time are off. */
const resultFolder = /^server-(.+)-\d{4}-\d{2}-\d{2}T[\d-]+Z$/;

const checks = z.array(
  z.object({
    id: z.string(),
    status: z.enum(['SUCCESS', 'FAILURE', 'WARNING', 'SKIPPED', 'INFO']),
    errorMessage: z.string().optional(),
  }),
);
export type Check = z.infer<typeof checks>[number];

/** One scenario of the suite, as it ran against the server. */
export interface Scenario {
  readonly name: string;
  readonly checks: readonly Check[];
}

/**
 * What a scenario or a check needs that this server does not offer, by its name; the first that fits. The
 * suite drives a server made for it: most scenarios call tools that only such a server has.
 */
const absent: readonly (readonly [RegExp, string])[] = [
  [/^(?:prompts-|sep-2549-prompts-)/, 'prompts'],
  [/^resources-(?:un)?subscribe$/, 'subscriptions of resources'],
  [
    /^(?:resources-(?:read|templates-read)|sep-2549-resources-read)/,
    "a resource of the suite's own",
  ],
  [/^completion-/, 'completions'],
  [/^(?:logging-|tools-call-with-logging$)/, 'logging'],
  [/^tasks-/, 'the extension for tasks of the protocol'],
  [
    /^(?:tools-call-|elicitation-|input-required-|json-schema-2020-12$)/,
    "a tool of the suite's own",
  ],
  [/^http-custom-header-/, 'tools that take arguments from headers'],
];
/** In a scenario that the server passes but for what its own tools would have shown. */
const untestable = /^Not testable: server does not list the diagnostic tool/;

/** Why a failed check says nothing of the server; undefined when it does. */
export function absentFor(scenario: string, { id, errorMessage = '' }: Check): string | undefined {
  if (untestable.test(errorMessage)) return "a tool of the suite's own";
  return absent.find(([pattern]) => pattern.test(scenario) || pattern.test(id))?.[1];
}

/** Reads what the suite has left in a folder, in the order in which it ran. */
export function readScenarios(folder: string): Scenario[] {
  return readdirSync(folder)
    .flatMap((name) => {
      const scenario = resultFolder.exec(name)?.[1];
      const file = join(folder, name, 'checks.json');
      if (scenario === undefined || !existsSync(file)) return [];
      return { name: scenario, checks: checks.parse(JSON.parse(readFileSync(file, 'utf8'))) };
    })
    .toSorted((one, other) => one.name.localeCompare(other.name));
}

const withStatus = ({ checks: all }: Scenario, status: Check['status']): readonly Check[] =>
  all.filter((check) => check.status === status);

/** Failed checks of what the server does offer: each is a fault. */
export function faultsIn(scenarios: readonly Scenario[]): string[] {
  return scenarios.flatMap((scenario) =>
    withStatus(scenario, 'FAILURE')
      .filter((check) => absentFor(scenario.name, check) === undefined)
      .map(({ id, errorMessage }) => `${scenario.name}: ${id}: ${errorMessage ?? 'failed'}`),
  );
}

function rowOf(scenario: Scenario, isScored: boolean): string {
  const failed = withStatus(scenario, 'FAILURE');
  const needs = [...new Set(failed.map((check) => absentFor(scenario.name, check) ?? '**fault**'))];
  const cells = [
    `\`${scenario.name}\`${isScored ? '' : ' (not scored)'}`,
    withStatus(scenario, 'SUCCESS').length,
    failed.length,
    withStatus(scenario, 'WARNING').length,
    needs.join(', '),
  ];
  return `| ${cells.join(' | ')} |`;
}

export interface Outcome {
  readonly requirements: string;
  readonly scenarios: readonly Scenario[];
  readonly scored: ReadonlySet<string>;
}

/** The part of the document about one frozen set of requirements. */
export function renderOutcome({ requirements, scenarios, scored }: Outcome): string {
  const counted = scenarios.filter(({ name }) => scored.has(name));
  const passed = counted.filter(
    (each) => withStatus(each, 'SUCCESS').length > 0 && withStatus(each, 'FAILURE').length === 0,
  ).length;
  const rows = scenarios.map((each) => rowOf(each, scored.has(each.name)));
  return [
    `### ${requirements}`,
    '',
    `${passed} of ${counted.length} scored scenarios pass whole, and ${faultsIn(scenarios).length} checks fail of what the server offers.`,
    '',
    '| scenario | passed | failed | warned | needs what is not offered |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}
