import { formatTable } from '@taskora/base/table';
import type { ReleaseAddress } from './addresses.ts';
import type { Preview } from './namespace.ts';
import type { Selection } from './selection.ts';

/** What a run of a preview says. */
export interface PreviewReport {
  readonly pr: number;
  readonly namespace: string;
  readonly base: string;
  readonly environment: string;
  readonly state: 'deployed' | 'planned' | 'removed' | 'unaffected';
  readonly expires?: string;
  readonly releases: readonly PreviewedReport[];
  /** Releases that are reached in the base. */
  readonly reached: readonly string[];
}

interface PreviewedReport {
  readonly release: string;
  readonly affected: boolean;
  readonly why: string;
  readonly url?: string;
  readonly command?: string;
}

export function releaseReports(
  { previewed }: Selection,
  addresses: readonly ReleaseAddress[],
): readonly PreviewedReport[] {
  return previewed.map((each) => {
    const found = addresses.find(({ release }) => release === each.release);
    return {
      ...each,
      ...(found?.url === undefined ? {} : { url: found.url }),
      ...(found?.command === undefined ? {} : { command: found.command }),
    };
  });
}

function headline({ pr, namespace, base, state, expires }: PreviewReport): string {
  switch (state) {
    case 'unaffected':
      return `pull request ${pr} affects no release, so all of it is as in ${base}, and there is no preview.`;
    case 'removed':
      return `the preview of pull request ${pr} is removed.`;
    case 'planned':
      return `the preview of pull request ${pr} would be in ${namespace}.`;
    case 'deployed':
      return `the preview of pull request ${pr} is in ${namespace}, until ${expires ?? 'it is removed'}.`;
  }
}

/** For a terminal. */
export function formatPreview(report: PreviewReport): string {
  const { releases, reached, base } = report;
  const rows = [
    ...releases.map(({ release, why, url }) => [release, 'in the preview', url ?? '-', why]),
    ...reached.map((release) => [release, `in ${base}`, '-', 'not affected']),
  ];
  const commands = releases.flatMap(({ command }) => command ?? []);
  return [
    headline(report),
    ...(rows.length === 0 ? [] : ['', formatTable([['release', '', 'address', 'why'], ...rows])]),
    ...(commands.length === 0 ? [] : ['', 'For an address on localhost:', ...commands]),
  ].join('\n');
}

/** For a comment of a pull request; the first line lets a workflow find its own comment again. */
export function previewMarkdown(report: PreviewReport): string {
  const { releases, reached, base } = report;
  const rows = [
    ...releases.map(({ release, why, url, command }) => [
      `\`${release}\``,
      url === undefined || command !== undefined ? 'in the preview' : `<${url}>`,
      cell(why),
    ]),
    ...reached.map((release) => [`\`${release}\``, `in \`${base}\``, 'not affected']),
  ];
  const local = releases.filter(({ command }) => command !== undefined);
  return [
    '<!-- nx-helm preview -->',
    '### Preview',
    '',
    `${headline(report).replace(/^./, (first) => first.toUpperCase())}`,
    ...(rows.length === 0
      ? []
      : [
          '',
          '| release | where | why |',
          '| --- | --- | --- |',
          ...rows.map((row) => `| ${row.join(' | ')} |`),
        ]),
    ...(local.length === 0
      ? []
      : [
          '',
          'With access to the cluster, until Ctrl-C:',
          '',
          '```sh',
          ...local.map(({ command = '', url = '' }) => `${command}  # ${url}`),
          '```',
        ]),
    '',
  ].join('\n');
}

/** Text of the workspace stays text: it cannot end its cell or its element. */
function cell(text: string): string {
  const line = text.replaceAll('\n', ' ');
  const escaped = line.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return escaped.replaceAll('|', '\\|').replaceAll('`', "'");
}

export function formatList(previews: readonly Preview[], now: Date): string {
  if (previews.length === 0) return 'there are no previews';
  return formatTable([
    ['pull request', 'namespace', 'expires', 'owner', 'commit'],
    ...previews.map(({ pr, namespace, expires, owner, commit }) => [
      String(pr),
      namespace,
      Date.parse(expires) < now.getTime() ? `${expires} (past)` : expires,
      owner,
      commit,
    ]),
  ]);
}
