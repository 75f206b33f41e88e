import type { Span } from '@taskora/base/spans/span';
import type { Figure } from './figures.ts';

/** One thing that was to be reached. */
export interface Target {
  readonly what: string;
  /** Nothing where this bench does not measure what is wanted. */
  readonly figure: number | undefined;
  readonly unit: 's' | 'ratio' | 'count';
  readonly atMost: number;
}

const target =
  (unit: Target['unit']) =>
  (what: string, figure: number | undefined, atMost: number): Target => ({
    what,
    figure,
    unit,
    atMost,
  });

export const ratio = target('ratio');
export const seconds = target('s');
export const count = target('count');

export interface PartResult {
  readonly name: string;
  readonly title: string;
  readonly targets: readonly Target[];
  /** What belongs beside the figures to read them rightly. */
  readonly notes: readonly string[];
  readonly raw: Readonly<Record<string, readonly Figure[]>>;
  /** Of one run of each candidate, the steps. */
  readonly spans?: Readonly<Record<string, readonly Span[]>>;
  /** The same for people, a text for each candidate. */
  readonly tables?: readonly string[];
}

export const isMet = ({ figure, atMost }: Target): boolean =>
  figure !== undefined && figure <= atMost;

/** What was measured and is more than was wanted, or could not be taken. */
export const isMissed = (target: Target): boolean => target.figure !== undefined && !isMet(target);

export function markdown(parts: readonly PartResult[]): string {
  const head = ['| what | measured | at most | |', '|---|---|---|---|'];
  const rows = parts.flatMap(({ targets }) => targets.map(row));
  return ['# Bench', '', ...head, ...rows, '', ...parts.flatMap(section)].join('\n');
}

function row(target: Target): string {
  const { what, figure, atMost, unit } = target;
  return `| ${what} | ${shown(figure, unit)} | ${shown(atMost, unit)} | ${verdict(target)} |`;
}

export function verdict(target: Target): string {
  if (isMet(target)) return 'met';
  const { figure, atMost, unit } = target;
  if (figure === undefined) return 'not measured';
  if (unit === 'count') return `not met, by ${figure - atMost}`;
  return `not met, by ${((figure / atMost - 1) * 100).toFixed(0)} %`;
}

export function shown(figure: number | undefined, unit: Target['unit']): string {
  if (figure === undefined) return '-';
  if (unit === 'count') return String(figure);
  return unit === 's' ? `${figure.toFixed(2)} s` : figure.toFixed(2);
}

function section({ title, notes, raw, tables = [] }: PartResult): string[] {
  const lines = Object.entries(raw).map(
    ([name, figures]) => `- ${name}: ${figures.map(figureText).join(', ')}`,
  );
  return [
    `## ${title}`,
    '',
    ...notes.map((note) => `- ${note}`),
    '',
    'Seconds of each run (load of the machine):',
    '',
    ...lines,
    '',
    ...tables.flatMap((table) => ['```text', table, '```', '']),
  ];
}

const figureText = ({ seconds, load }: Figure): string =>
  `${seconds.toFixed(2)} (${load.toFixed(1)})`;
