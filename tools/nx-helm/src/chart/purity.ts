import { UserError } from '@taskora/base/errors';
import { isPlainObject } from '../base/plain-object.ts';
import { readYaml } from '../base/read-yaml.ts';

/** One document of what Helm rendered, with the comment that says which template it is from. */
interface Part {
  readonly text: string;
  readonly template: string;
}

/**
 * What two renders of one form have in common. Tests that a chart brings may differ: they run when
 * they are asked for, so one with a random name is left out and rolls nothing. Anything else that
 * differs would be deployed anew in each run, and is refused by its name.
 */
export function withoutRandomTests(project: string, first: string, second: string): string {
  if (first === second) return first;
  const [parts, others] = [partsOf(first), partsOf(second)];
  const random = [...only(parts, others), ...only(others, parts)];
  const deployed = random.filter(({ text }) => !isTest(text));
  if (deployed.length > 0) throw impure(project, only(deployed, others), only(deployed, parts));
  return withoutTemplates(parts, new Set(random.map(({ template }) => template)));
}

const leftOut = '# nx-helm: left out, because this test differs in each render';

function withoutTemplates(parts: readonly Part[], templates: ReadonlySet<string>): string {
  const kept = parts.filter(({ text, template }) => !(templates.has(template) && isTest(text)));
  const notes = [...templates].map((template) => `\n# Source: ${template}\n${leftOut}\n`);
  return [...kept.map(({ text }) => text), ...notes].join('---');
}

/** A stored manifest without the tests that a render leaves out, so that the two can be compared. */
export function withoutTestsLeftOutOf(rendered: string, stored: string): string {
  const templates = partsOf(rendered)
    .filter(({ text }) => text.includes(leftOut))
    .map(({ template }) => template);
  return templates.length === 0 ? stored : withoutTemplates(partsOf(stored), new Set(templates));
}

function partsOf(manifests: string): Part[] {
  return manifests.split(/^---(?=\s)/m).map((text) => ({
    text,
    template: /^# Source: (.*)$/m.exec(text)?.[1]?.trim() ?? '',
  }));
}

function only(parts: readonly Part[], others: readonly Part[]): Part[] {
  const texts = new Set(others.map(({ text }) => text));
  return parts.filter(({ text }) => !texts.has(text));
}

const testEvents = new Set(['test', 'test-success', 'test-failure']);

function isTest(text: string): boolean {
  const events = hookOf(readObject(text)).split(',');
  return events.every((event) => testEvents.has(event.trim()));
}

function hookOf(object: Readonly<Record<string, unknown>>): string {
  const { annotations } = fieldsOf(object['metadata']);
  return String(fieldsOf(annotations)['helm.sh/hook'] ?? '');
}

function readObject(text: string): Readonly<Record<string, unknown>> {
  try {
    return fieldsOf(readYaml(text, { duplicates: 'last wins' })[0]?.value);
  } catch {
    return {};
  }
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return isPlainObject(value) ? value : {};
}

/** Names what differs by object and field, and never the value, which may be a password. */
function impure(project: string, first: readonly Part[], second: readonly Part[]): UserError {
  const parts = first.length > 0 ? first : second;
  const differences = parts.map((part, index) => {
    const object = readObject(part.text);
    const other = readObject(second[index]?.text ?? '');
    return `${titleOf(object)} (${part.template || 'no template'})${describeFields(object, other)}`;
  });
  const templates = [...new Set(parts.map(({ template }) => template).filter(Boolean))];
  return new UserError(
    'NXHELM_RENDER_IMPURE',
    `two renders of the chart differ, so it would roll in each run, in ${differences.join(', ')}`,
    `remove rand*, gen*, uuidv4 and now from ${templates.join(', ') || 'its templates'}; make secrets outside the chart`,
    { project },
  );
}

function titleOf(object: Readonly<Record<string, unknown>>): string {
  const hook = hookOf(object);
  const title = `${String(object['kind'] ?? 'text')} ${String(fieldsOf(object['metadata'])['name'] ?? '')}`;
  return hook === '' ? title.trim() : `the ${hook} hook ${title.trim()}`;
}

const mostFields = 3;

function describeFields(one: unknown, other: unknown): string {
  const fields = differingFields(one, other);
  const more = fields.length > mostFields ? ` and ${fields.length - mostFields} more` : '';
  return fields.length === 0 ? '' : ` at ${fields.slice(0, mostFields).join(', ')}${more}`;
}

function differingFields(one: unknown, other: unknown, place = ''): string[] {
  if (JSON.stringify(one) === JSON.stringify(other)) return [];
  const isPair = typeof one === 'object' && typeof other === 'object' && one && other;
  if (!isPair) return [place];
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
  const [fields, others] = [one, other] as Readonly<Record<string, unknown>>[];
  return [...keys].flatMap((key) =>
    differingFields(fields?.[key], others?.[key], place === '' ? key : `${place}.${key}`),
  );
}
