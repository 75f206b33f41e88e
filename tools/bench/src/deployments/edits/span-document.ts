import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '@taskora/base/errors';
import { spanNames, type Span } from '@taskora/base/spans/span';
import { spanPicture } from '@taskora/base/spans/span-picture';
import { runTime } from '@taskora/base/spans/span-table';

const document = 'docs/pipeline.md';
const folder = 'docs/spans';

/** What was measured, and how it is said of a figure where it comes from. */
export interface MeasuredSpans {
  /** `edit-web`: the name of the section, and of the files. */
  readonly name: string;
  readonly title: string;
  readonly commit: string;
  readonly command: string;
  /** Of each tool. */
  readonly spans: Readonly<Record<string, readonly Span[]>>;
}

const begin = (name: string): string => `<!-- spans ${name}:begin -->`;
const end = (name: string): string => `<!-- spans ${name}:end -->`;

/** One line for each step that any of them has: when it began, and how long it took. */
export function spanTable(spans: MeasuredSpans['spans']): string {
  const times = Object.values(spans).map(runTime);
  const cell = (time: (typeof times)[number], name: string): string => {
    const found = time?.steps.find(({ step }) => step === name);
    if (found === undefined) return '-';
    return `${found.beginsAfterSeconds.toFixed(1)} / ${found.seconds.toFixed(1)}`;
  };
  const whole = (figure: (time: NonNullable<(typeof times)[number]>) => number): string[] =>
    times.map((time) => (time === undefined ? '-' : figure(time).toFixed(1)));
  const shown = spanNames.filter((name) =>
    times.some((time) => time?.steps.some(({ step }) => step === name)),
  );
  const rows = [
    ['step: begins / took, in seconds', ...Object.keys(spans)],
    ['-', ...times.map(() => '-:')],
    ...shown.map((name) => [name, ...times.map((time) => cell(time, name))]),
    ['between the steps', ...whole(({ betweenSeconds }) => betweenSeconds)],
    ['until the first pod is ready', ...Object.values(spans).map(firstReady)],
    ['in all', ...whole(({ seconds }) => seconds)],
  ];
  return rows.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** When the first of the pods was ready, in seconds since the run began. */
function firstReady(spans: readonly Span[]): string {
  const ends = spans.filter(({ name }) => name === 'ready').map(({ endMs }) => endMs);
  const began = Math.min(...spans.map(({ startMs }) => startMs));
  return ends.length === 0 ? '-' : ((Math.min(...ends) - began) / 1000).toFixed(1);
}

/** Writes the table into the document, and beside it the picture and the spans themselves. */
export function writeSpanDocument(root: string, measured: MeasuredSpans): readonly string[] {
  const { name, title, commit, command, spans } = measured;
  const path = join(root, document);
  const before = readFileSync(path, 'utf8');
  const [from, to] = [before.indexOf(begin(name)), before.indexOf(end(name))];
  if (from < 0 || to < from) {
    throw new UserError(
      'DOCUMENT_UNMARKED',
      `${document} has no section between "${begin(name)}" and "${end(name)}"`,
      'put both lines where the table belongs, and run this command again',
    );
  }
  const section = [
    begin(name),
    '<!-- prettier-ignore-start -->',
    '',
    `${title}, with its steps: a further run of each, those by Nx without its daemon, since Nx writes a profile only then. The times of the medians are below.`,
    '',
    spanTable(spans),
    '',
    `![${title}, step by step](${folder.replace('docs/', '')}/${name}.svg)`,
    '',
    `Measured at \`${commit}\` by \`${command}\`; the spans are in [${name}.json](${folder.replace('docs/', '')}/${name}.json).`,
    '',
    '<!-- prettier-ignore-end -->',
    '',
  ].join('\n');
  mkdirSync(join(root, folder), { recursive: true });
  const runs = Object.entries(spans).map(([tool, own]) => ({ title: tool, spans: own }));
  const files = {
    [document]: `${before.slice(0, from)}${section}${before.slice(to)}`,
    [`${folder}/${name}.svg`]: `${spanPicture(runs)}\n`,
    [`${folder}/${name}.json`]: `${JSON.stringify(fromTheirStart(spans), undefined, 2)}\n`,
  };
  for (const [file, text] of Object.entries(files)) writeFileSync(join(root, file), text);
  return Object.keys(files);
}

/** In milliseconds since a run began: at what time of the day it did says nothing. */
function fromTheirStart(spans: MeasuredSpans['spans']): MeasuredSpans['spans'] {
  return Object.fromEntries(
    Object.entries(spans).map(([tool, own]) => {
      const start = Math.min(...own.map(({ startMs }) => startMs));
      const moved = own.map((span) => ({
        ...span,
        startMs: span.startMs - start,
        endMs: span.endMs - start,
      }));
      return [tool, moved];
    }),
  );
}
