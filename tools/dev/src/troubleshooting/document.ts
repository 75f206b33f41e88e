import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { withMarkedPart } from '../marked-part.ts';
import { errorSitesIn, type ErrorSite } from './error-sites.ts';
import { printedErrorsIn } from './printed-errors.ts';

export const DOCUMENT = 'docs/TROUBLESHOOTING.md';

interface Area {
  readonly title: string;
  readonly files: readonly string[];
}

const code = '**/*.{ts,mjs}';

/** Where errors are raised, in the order in which a person meets them. */
const areas: readonly Area[] = [
  { title: 'Set-up, tests and local runs', files: [`tools/dev/{setup,src}/${code}`] },
  { title: 'The cluster', files: [`tools/minikube/{preflight,src}/${code}`] },
  {
    title: 'Builds and deployments',
    files: [`tools/nx-helm/src/${code}`, `infra/images/*/src/${code}`, 'apps/api/tools/*.py'],
  },
  { title: 'The operations server', files: [`{apps/ops,libs/ops-core}/src/${code}`] },
  { title: 'Benches', files: [`tools/bench/src/${code}`, 'apps/api/{bench,evaluation}/*.py'] },
  { title: 'Any command', files: [`tools/base/src/${code}`] },
  {
    title: 'In pods',
    files: [
      'infra/images/*/files/*',
      'infra/charts/*/files/*.py',
      'apps/api/src/**/*.py',
      `libs/{config,front-end}/src/${code}`,
    ],
  },
];

const exclude = ['**/node_modules/**', '**/testing/**', '**/*.spec.*', '**/__fixtures__/**'];

interface AreaErrors {
  readonly title: string;
  readonly sites: readonly ErrorSite[];
}

/** All errors for people in the sources of a workspace. */
export function readErrors(root: string): AreaErrors[] {
  return areas.map(({ title, files }) => {
    const found = globSync([...files], { cwd: root, exclude }).toSorted();
    const sites = found.flatMap((file) => {
      const text = readFileSync(join(root, file), 'utf8');
      return /\.(ts|mjs)$/.test(file) ? errorSitesIn(file, text) : printedErrorsIn(text);
    });
    return { title, sites };
  });
}

/** The document with its tables of codes as the sources have them now. */
export function withErrors(document: string, errors: readonly AreaErrors[]): string {
  const sections = errors.map(
    ({ title, sites }) => `\n### ${title}\n\n<!-- prettier-ignore -->\n${tableOf(sites)}\n`,
  );
  const marks = ['<!-- errors:begin -->', '<!-- errors:end -->'] as const;
  return withMarkedPart(document, { file: DOCUMENT, marks }, `\n${sections.join('')}\n`);
}

function tableOf(sites: readonly ErrorSite[]): string {
  const byCode = new Map<string, ErrorSite[]>();
  for (const site of sites) byCode.set(site.code, [...(byCode.get(site.code) ?? []), site]);
  const rows = [...byCode]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, all]) => {
      const cells = [all.flatMap(({ what }) => what), all.flatMap(({ fix }) => fix)].map(cellOf);
      return `| \`${name}\` | ${cells.join(' | ')} |`;
    });
  return ['| code | says | do |', '| --- | --- | --- |', ...rows].join('\n');
}

/** What only a run knows stands in angle brackets, which Markdown would take for HTML. */
function cellOf(sentences: readonly string[]): string {
  return [...new Set(sentences.map((each) => each.replaceAll(/\s+/g, ' ').trim()))]
    .map((each) => each.replaceAll(/[|<>\\*_`]/g, String.raw`\$&`))
    .join('; or: ');
}
