import { UserError } from '@taskora/base/errors';
import { formatTable } from '@taskora/base/table';
import type { Forecast } from '../../change/forecast.ts';
import { forecast, short } from '../../change/forecast.ts';
import type { ReleaseForecast, Verdict } from '../../change/verdict.ts';
import { formatDiff } from '../../chart/manifest-diff.ts';
import type { Change } from '../../release/record.ts';
import { describeChanges } from '../../release/record.ts';
import { writeAnswer } from '../answer-file.ts';
import { environmentOf, executorOfAny } from '../report.ts';

const verdictTexts: Readonly<Record<Verdict, string>> = {
  rolls: 'rolls',
  may: 'may roll',
  no: 'does not roll',
};

function verdictText({ verdict, leftOut }: ReleaseForecast): string {
  return leftOut === undefined ? verdictTexts[verdict] : 'left out';
}

/** For a terminal. */
export function formatForecastTable(forecast: Forecast): string {
  const rows = forecast.releases.map((release) => [
    release.project,
    verdictText(release),
    podsText(release),
    whyText(release),
  ]);
  const failures = forecast.releases.flatMap(({ failure }) => failure ?? []);
  return [
    title(forecast),
    '',
    formatTable([['release', 'verdict', 'pods', 'why'], ...rows]),
    ...failures,
  ].join('\n');
}

/** For a comment of a pull request; the first line lets a workflow find its own comment again. */
export function formatMarkdown(forecast: Forecast): string {
  const rows = forecast.releases.map((release) =>
    [`\`${release.project}\``, `**${verdictText(release)}**`, podsText(release), whyText(release)]
      .map(markdownCell)
      .join(' | '),
  );
  const differing = forecast.releases.filter(({ diff }) => diff.length > 0).length;
  const characters = Math.floor(charactersOfAll / Math.max(1, differing));
  return [
    '<!-- nx-helm forecast -->',
    '### Rollout forecast',
    '',
    title(forecast),
    '',
    '| release | verdict | pods that restart | why |',
    '| --- | --- | --- | --- |',
    ...rows.map((row) => `| ${row} |`),
    ...forecast.releases.flatMap((release) => details(release, characters)),
    '',
  ].join('\n');
}

function title({ base, head, isDirty, releases }: Forecast): string {
  const count = (verdict: Verdict): number =>
    releases.filter((each) => each.verdict === verdict && each.leftOut === undefined).length;
  const name =
    head === 'working tree' ? `the working tree${isDirty ? ' (dirty)' : ''}` : short(head);
  return `${name} against ${short(base)}: ${count('rolls')} roll, ${count('may')} may roll, ${count('no')} do not.`;
}

function podsText({ verdict, podsRestart, presence }: ReleaseForecast): string {
  if (presence === 'new') return 'all, they are new';
  if (podsRestart.length > 0) return podsRestart.join(', ');
  if (verdict === 'may') return 'if its image changes';
  return verdict === 'rolls' ? 'none' : '-';
}

function whyText({ because, changes, verdict, presence }: ReleaseForecast): string {
  if (verdict === 'no' || presence !== 'both' || changes.length === 0) return because;
  return describeChanges(changes);
}

function details(release: ReleaseForecast, characters: number): string[] {
  const { project, verdict, changes, diff, failure, because } = release;
  if (verdict === 'no') return [];
  const summary = `<details><summary>${project}: ${escapeHtml(because)}</summary>`;
  const body = [
    ...(failure === undefined ? [] : ['', failure]),
    ...changes.flatMap(changeLines),
    ...diffBlock(formatDiff(diff), characters),
  ];
  return body.length === 0 ? [] : ['', summary, '', ...body, '', '</details>'];
}

const shownDetails = 20;

function changeLines({ kind, name, details: found }: Change): string[] {
  const shown = found.slice(0, shownDetails);
  const rest = found.length - shown.length;
  return [
    `- ${kind} \`${codeSpan(name)}\``,
    ...shown.map((detail) => `  - \`${codeSpan(detail)}\``),
    ...(rest > 0 ? [`  - and ${rest} more`] : []),
  ];
}

/** A comment may have 65,536 characters, and one chart must not take the place of the others. */
const charactersOfAll = 40_000;

function diffBlock(text: string, characters: number): string[] {
  if (text === '') return [];
  const cut = text.length > characters;
  const shown = cut ? text.slice(0, text.lastIndexOf('\n', characters)) : text;
  const fence = '`'.repeat(Math.max(3, longestRun(shown) + 1));
  return ['', `${fence}diff`, shown, fence, ...(cut ? ['The rest is left out here.'] : [])];
}

/** Text of the workspace stays text: it cannot end its block, its cell or its element. */
function longestRun(text: string): number {
  return Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
}

function codeSpan(text: string): string {
  return text.replaceAll('`', "'").replaceAll('\n', ' ');
}

function markdownCell(text: string): string {
  return escapeHtml(text).replaceAll('|', '\\|');
}

function escapeHtml(text: string): string {
  const line = text.replaceAll('\n', ' ');
  return line.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

export interface ForecastOptions {
  readonly base?: string;
  readonly head?: string;
  readonly environment?: string;
  readonly json?: boolean;
  readonly format?: 'table' | 'json' | 'markdown';
  readonly out?: string;
}

const formatters = {
  table: formatForecastTable,
  markdown: formatMarkdown,
  json: (result: Forecast) => JSON.stringify(result, undefined, 2),
} as const;

export default executorOfAny<ForecastOptions>(async (options, context) => {
  const { root, nxJsonConfiguration } = context;
  const { json = false } = options;
  // A workflow that knows no value passes an empty one.
  const [base, head, out] = [options.base, options.head, options.out].map(
    (text) => text || undefined,
  );
  const environment = environmentOf(options.environment, context);
  const result = await forecast({
    workspaceRoot: root,
    ...(base === undefined ? {} : { base }),
    ...(head === undefined ? {} : { head }),
    ...(environment === undefined ? {} : { environment }),
    projectGraph: context.projectGraph,
    defaultBase: nxJsonConfiguration.defaultBase ?? 'main',
    onProgress: (text) => console.error(`forecast: ${text}`),
  });
  const text = formatters[options.format ?? (json ? 'json' : 'table')](result);
  if (out === undefined) console.log(text);
  else await writeAnswer(root, out, `${text}\n`);
  const broken = result.releases.find(({ failure }) => failure !== undefined);
  if (broken !== undefined) throw refused(broken.project);
});

function refused(project: string): UserError {
  return new UserError(
    'NXHELM_FORECAST_RENDER',
    'its chart cannot be rendered, as printed above',
    `npx nx run ${project}:helm-template`,
    { project },
  );
}
