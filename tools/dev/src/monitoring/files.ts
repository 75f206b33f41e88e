import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { withMarkedPart } from '../marked-part.ts';
import { DASHBOARD, dashboardOf } from './dashboard.ts';
import { ruleText } from './rules.ts';
import { readMonitoring, SOURCE, type Monitoring } from './source.ts';

const DOCUMENT = 'docs/monitoring.md';
const RULES = 'infra/charts/platform/files/rules.yaml';

const made = `# Made from ${SOURCE} by npx nx run dev:monitoring.\n`;

const row = (cells: readonly string[]): string =>
  `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n');

const metricsTable = ({ metrics }: Monitoring): string =>
  table(
    ['metric', 'type', 'of', 'labels', 'meaning'],
    metrics.map(({ name, type, services, labels, meaning }) => [
      `\`${name}\``,
      type,
      services.length === 3 ? 'all' : services.join(', '),
      labels.map((label) => `\`${label}\``).join(', '),
      meaning,
    ]),
  );

/** What an alert says of the labels of its series reads in a document as an example would. */
const asExample = (text: string): string =>
  text
    .replaceAll(/:? ?\{\{ \$value[^}]*\}\}/g, '')
    .replaceAll(/\{\{ \$labels\.(\w+) \}\}/g, '_$1_');

/** In a command, where an example would be taken for the name itself. */
const asPlaceholders = (text: string): string =>
  text.replaceAll(/\{\{ \$labels\.(\w+) \}\}/g, (_whole, label: string) => label.toUpperCase());

const alertsTable = ({ alerts }: Monitoring): string =>
  table(
    ['alert', 'severity', 'after', 'means', 'what to do'],
    alerts.map(({ name, severity, for: pending, description, runbook }) => [
      `\`${name}\``,
      severity,
      pending,
      asExample(description),
      asPlaceholders(runbook),
    ]),
  );

/** What is made of the source, by path from the root of the workspace. */
export async function monitoringFiles(root: string): Promise<ReadonlyMap<string, string>> {
  const source = readMonitoring(root);
  const tables = { metrics: metricsTable(source), alerts: alertsTable(source) };
  let document = readFileSync(join(root, DOCUMENT), 'utf8');
  for (const [name, text] of Object.entries(tables)) {
    const marks = [`<!-- ${name}:begin -->`, `<!-- ${name}:end -->`] as const;
    document = withMarkedPart(document, { file: DOCUMENT, marks }, `\n\n${text}\n\n`);
  }
  const texts: readonly (readonly [string, string])[] = [
    [RULES, made + ruleText(source.alerts)],
    [DASHBOARD, JSON.stringify(dashboardOf(source.dashboard))],
    [DOCUMENT, document],
  ];
  const formatted = texts.map(async ([file, text]) => {
    const filepath = join(root, file);
    return [file, await format(text, { ...(await resolveConfig(filepath)), filepath })] as const;
  });
  return new Map(await Promise.all(formatted));
}
