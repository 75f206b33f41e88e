import { PLAYERS, RECORDS, sectionsIn, type Player } from '@taskora/dev/aiops-records';
import type { Played, PlayedStep } from './play.ts';

const linesMost = 60;

/** What differs between two plays of the same: random marks, commits, folders of one run. */
const variable: readonly (readonly [RegExp, string])[] = [
  [/\b[0-9a-f]{40}\b/g, '<commit>'],
  [/\b[0-9a-f]{24}\b/g, '<random>'],
  [/^isDirty: (?:true|false)$/gm, 'isDirty: <either>'],
  [/\/tmp\/[\w./-]+/g, '<folder>'],
  [/\u001B\[[0-9;]*m/g, ''],
];

export function normalised(text: string, root: string): string {
  const plain = variable.reduce(
    (done, [pattern, name]) => done.replaceAll(pattern, name),
    text.replaceAll(root, '<workspace>'),
  );
  const lines = plain.replaceAll('```', "'''").trim().split('\n');
  const more = lines.length - linesMost;
  const shown = more > 0 ? [...lines.slice(0, linesMost), `(${more} more lines)`] : lines;
  return shown.map((line) => line.trimEnd()).join('\n');
}

/** Which program played a recipe, and when. */
export interface Play {
  readonly agent: string;
  readonly at: string;
  readonly commit: string;
}

const block = (text: string): string => `\`\`\`text\n${text}\n\`\`\``;

/** The only lines that differ between two records of the same. */
const playForm = /^Played by .*$/gm;

/** What two records have in common, if nothing has changed. */
export const withoutPlays = (record: string): string => record.replace(playForm, '');

/** The sections of a record after some recipes were played again, in the order of the recipes that there are. */
export function merged(
  before: string,
  played: ReadonlyMap<string, string>,
  names: readonly string[],
): string[] {
  const all = new Map([...sectionsIn(before), ...played]);
  return names.flatMap((name) => all.get(name) ?? []);
}

/** What a record says that the model was offered: a recipe that asks the cluster alone is offered less. */
export const offeredIn = (record: string): string[] =>
  [...(/^The model was offered (.*)\.$/m.exec(record)?.[1] ?? '').matchAll(/`([^`]+)`/g)].map(
    ([, tool = '']) => tool,
  );

export function recordText(
  player: Player,
  offered: readonly string[],
  sections: readonly string[],
): string {
  const others = PLAYERS.filter((each) => each !== player).map((each) => RECORDS[each]);
  return [
    '# What the recipes gave',
    '<!-- Made by npx nx run bench:aiops. -->',
    '**The model was scripted**: which tool it calls and what it says at the end stands in `script` and `answer` of each ' +
      'recipe, and no model was asked. So a step that a prompt asks for may be absent from a script. Real are the program ' +
      'that took the prompt, its connection to the operations server, the tools and what they answered. The cluster is ' +
      'made up, an API server on loopback that answers reads alone, in which the last rollout of `api` has failed; ' +
      '`tools/bench/src/aiops/cluster-state.ts` has it whole. Commits, random marks and folders of one run are replaced, ' +
      `and what is longer than ${linesMost} lines is shortened.`,
    'Two calls differ from what a prompt asks for, because no release runs in that cluster: `ops_plan` is given the base ' +
      '`HEAD`, so it compares the working tree with the last commit instead of the cluster; and where a recipe asks the ' +
      'cluster alone the server is started as in a pod, so that `ops_drift` does not start Nx.',
    `kagent and Gordon were not played: images of the one are in no package registry, and the other is closed and part of ` +
      `Docker Desktop. Other players have records of their own: ${others.map((file) => `\`${file}\``).join(', ')}, where there is one.`,
    `The model was offered ${offered.map((tool) => `\`${tool}\``).join(', ')}.`,
    ...sections,
  ].join('\n\n');
}

export function sectionOf(
  { recipe, prompt, steps }: Played,
  { agent, at, commit }: Play,
  root: string,
): string {
  return [
    `## ${recipe.title}`,
    `Recipe \`${recipe.name}\`. Prompt:`,
    block(prompt),
    `Played by ${agent}, at ${at}, at commit ${commit}.`,
    ...steps.map((each, index) => stepText(each, index, root)),
    `Said at the end, from the script: ${recipe.answer}`,
  ].join('\n\n');
}

/** How the record names a step. */
export const callOf = ({ step }: Pick<PlayedStep, 'step'>): string =>
  'tool' in step
    ? `Calls \`${step.tool}\` with \`${JSON.stringify(step.arguments)}\``
    : `Runs \`${step.command.join(' ')}\``;

const stepText = (each: PlayedStep, index: number, root: string): string =>
  `**${index + 1}.** ${callOf(each)}, and is given:\n\n${block(normalised(each.outcome.text, root))}`;
