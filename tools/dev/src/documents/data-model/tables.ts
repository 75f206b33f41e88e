import type { Model, ModelObject } from './renders.ts';
import type { RenderedObject } from './objects.ts';
import { isTest, labelOf, portsOf, shortLabels, titleOf } from './objects.ts';
import { purposeOf } from './purposes.ts';
import type { Reference } from './references.ts';
import { referencesIn, selectedBy, selectorOf } from './references.ts';

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');

const list = (texts: Iterable<string>): string => [...new Set(texts)].toSorted().join(', ');
const code = (text: string): string => `\`${text}\``;

/** One row an object: what it is for, when it is there, and who needs whom. */
export function objectTable(
  objects: readonly ModelObject[],
  references: readonly Reference[],
): string {
  const rows = objects.map(({ object, when }) => {
    const title = titleOf(object);
    const to = references.filter(({ from }) => from === title).map((each) => code(each.to));
    const from = references.filter((each) => each.to === title).map((each) => code(each.from));
    const ports = portsOf(object).join('; ');
    return [code(title), purposeOf(object), when, ports, list(to), list(from)];
  });
  return table(['object', 'what for', 'when', 'ports', 'refers to', 'referred to by'], rows);
}

/** Which labels choose which pods. */
export function selectorTable(objects: readonly RenderedObject[]): string {
  const users = new Map<string, { readonly by: string[]; readonly pods: readonly string[] }>();
  for (const object of objects) {
    const selector = selectorOf(object);
    if (selector === undefined) continue;
    const short = shortLabels(selector);
    const pods = selectedBy(selector, objects).filter((each) => !isTest(each));
    const entry = users.get(short) ?? { by: [], pods: pods.map((each) => code(titleOf(each))) };
    entry.by.push(code(titleOf(object)));
    users.set(short, entry);
  }
  const rows = [...users].map(([short, { by, pods }]) => [code(short), list(by), list(pods)]);
  return table(['selector', 'of', 'chooses the pods of'], rows);
}

/** The labels that all objects of a release have alike, and the components among them. */
export function labelSentence(objects: readonly RenderedObject[]): string {
  const [first, ...others] = objects.map(({ metadata }) => metadata.labels);
  const same = Object.entries(first ?? {}).filter(([name, value]) =>
    others.every((labels) => labels[name] === value),
  );
  const components = list(objects.map((object) => code(labelOf(object, 'component') ?? '')));
  return `Labels of all: ${code(shortLabels(Object.fromEntries(same)))}; components: ${components}.`;
}

/** Secrets are made beside the charts: their keys, and who reads which. */
export function secretTable(model: Model): string {
  const objects = [...model.releases.values()].flat().map(({ object }) => object);
  const readers = referencesIn(objects).filter(({ to }) => to.startsWith('Secret '));
  const names = [...new Set(readers.map(({ to }) => to))].toSorted();
  const rows = names.flatMap((name) => {
    const own = readers.filter(({ to }) => to === name);
    const keys = [...new Set(own.map(({ detail = '' }) => detail))].toSorted();
    return keys.map((key) => {
      const by = own.filter(({ detail }) => detail === key).map(({ from }) => code(from));
      return [code(name), code(key), list(by)];
    });
  });
  return table(['object', 'key', 'read by'], rows);
}

/** Claims that a StatefulSet makes, which are no objects of the chart. */
export function claimsOf(objects: readonly RenderedObject[]): readonly Reference[] {
  return objects.flatMap((object) => {
    const spec = object['spec'] as
      | { readonly volumeClaimTemplates?: readonly { readonly metadata: { name: string } }[] }
      | undefined;
    return (spec?.volumeClaimTemplates ?? []).map(({ metadata }) => ({
      from: titleOf(object),
      to: `PersistentVolumeClaim ${metadata.name}-${object.metadata.name}-0`,
    }));
  });
}
