import type { Played, PlayedStep } from './play.ts';

export const RECORD = 'infra/aiops/ai-gen/record.md';

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

export interface RecordHead {
  readonly agent: string;
  readonly at: string;
  readonly commit: string;
  readonly offered: readonly string[];
}

const block = (text: string): string => `\`\`\`text\n${text}\n\`\`\``;

/** The only line that differs between two records of the same. */
const headLine = ({ agent, at, commit }: RecordHead): string =>
  `Played by ${agent}, at ${at}, at commit ${commit}.`;
const headForm = /^Played by .*$/m;

/** What two records have in common, if nothing has changed. */
export const withoutHead = (record: string): string => record.replace(headForm, '');

export function recordText(head: RecordHead, played: readonly Played[], root: string): string {
  return [
    '# What the recipes gave',
    '<!-- Made by npx nx run bench:aiops. -->',
    '**The model was scripted**: which tool it calls and what it says at the end stands in `script` and `answer` of each ' +
      'recipe, and no model was asked. Real are the program that took the prompt, its connection to the operations ' +
      'server, the tools and what they answered. The cluster is made up, an API server on loopback that answers reads ' +
      'alone, in which the last rollout of `api` has failed; `tools/bench/src/aiops/cluster-state.ts` has it whole. ' +
      'Commits, random marks and folders of one run are replaced, and what is longer than ' +
      `${linesMost} lines is shortened.`,
    headLine(head),
    'kagent and Gordon were not played: images of the one are in no package registry, and the other is closed and part of ' +
      'Docker Desktop.',
    `The model was offered ${head.offered.map((tool) => `\`${tool}\``).join(', ')}.`,
    ...played.map((each) => sectionOf(each, root)),
  ].join('\n\n');
}

export function sectionOf({ recipe, prompt, steps }: Played, root: string): string {
  return [
    `## ${recipe.title}`,
    `Recipe \`${recipe.name}\`. Prompt:`,
    block(prompt),
    ...steps.map((each, index) => stepText(each, index, root)),
    `Said at the end, from the script: ${recipe.answer}`,
  ].join('\n\n');
}

function stepText({ step, result }: PlayedStep, index: number, root: string): string {
  const what =
    'tool' in step
      ? `Calls \`${step.tool}\` with \`${JSON.stringify(step.arguments)}\``
      : `Runs \`${step.command.join(' ')}\``;
  return `**${index + 1}.** ${what}, and is given:\n\n${block(normalised(result, root))}`;
}
