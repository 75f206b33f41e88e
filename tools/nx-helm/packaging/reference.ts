import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { sourceFolder } from './build-package.ts';
import type { Entry, Property } from './entries.ts';
import { entriesOf, requiredOf, requiredMark } from './entries.ts';

/** REFERENCE.md: every option of every executor and generator, out of their schemas. */
export async function reference(): Promise<string> {
  const text = [
    '# Reference of @taskora/nx-helm',
    'Made from the schemas of the executors and generators.',
    '## Executors',
    ...entriesOf('executors').map(section),
    '## Generators',
    ...entriesOf('generators').map(section),
  ].join('\n\n');
  return formatted(text);
}

const begin = '<!-- executors -->';
const end = '<!-- end of executors -->';

/** README.md with its table of executors made anew; everything around it is written by hand. */
export async function readme(): Promise<string> {
  const path = join(sourceFolder, 'README.md');
  const [before = '', rest = ''] = readFileSync(path, 'utf8').split(begin);
  const [, after = ''] = rest.split(end);
  const rows = entriesOf('executors').map(({ name, description }) =>
    row([`\`${name}\``, description]),
  );
  const table = [row(['executor', 'what it does']), row(['-', '-']), ...rows].join('\n');
  return formatted(`${before}${begin}\n\n${table}\n\n${end}${after}`);
}

async function formatted(text: string): Promise<string> {
  const style = await resolveConfig(join(sourceFolder, 'REFERENCE.md'));
  return format(text, { ...style, parser: 'markdown' });
}

function section({ name, description, schema }: Entry): string {
  const required = new Set(requiredOf(schema));
  const rows = Object.entries(schema.properties ?? {}).map(([option, property]) =>
    row([
      `\`${option}\`${required.has(option) ? ' (required)' : ''}`,
      typeOf(property),
      property.default === undefined ? '' : `\`${JSON.stringify(property.default)}\``,
      property.description?.replace(requiredMark, '') ?? '',
    ]),
  );
  const table = [row(['option', 'type', 'default', 'meaning']), row(['-', '-', '-', '-']), ...rows];
  const examples = (schema.examples ?? []).map(
    (example) => `- ${example.description}: \`npx ${example.command}\``,
  );
  return [`### ${name}`, description, table.join('\n'), examples.join('\n')]
    .filter((part) => part !== '')
    .join('\n\n');
}

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('<', '\\<')).join(' | ')} |`;
}

function typeOf({ type, enum: choices }: Property): string {
  if (choices !== undefined) return choices.map((choice) => `\`${String(choice)}\``).join(', ');
  return typeof type === 'string' ? type : (type ?? []).join(' or ');
}
