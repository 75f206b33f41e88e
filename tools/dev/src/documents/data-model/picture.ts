import type { Model } from './renders.ts';
import { isTest, titleOf } from './objects.ts';
import { referencesIn } from './references.ts';
import { claimsOf } from './tables.ts';

/** Kinds that say how objects stand to each other; the others are in the tables. */
const shown = new Set([
  ...['ConfigMap', 'CronJob', 'Deployment', 'Job', 'Service', 'StatefulSet'],
  ...['PersistentVolumeClaim', 'Secret'],
]);
const isShown = (title: string): boolean =>
  shown.has(title.split(' ')[0] ?? '') && !/ConfigMap taskora-/.test(title);
const idOf = (title: string): string => title.replaceAll(/[ -]/g, '_');

/** The objects of the releases, and which of them needs which. */
export function modelPicture({ releases }: Model): string {
  const all = [...releases.values()].flat().map(({ object }) => object);
  const references = [...referencesIn(all), ...claimsOf(all)];
  const tests = new Set(all.filter(isTest).map(titleOf));
  const arrows = references
    .filter(({ from, to }) => [from, to].every((title) => isShown(title) && !tests.has(title)))
    .map(({ from, to }) => `  ${idOf(from)} --> ${idOf(to)}`);
  const boxes = [...releases].flatMap(([release, objects]) => [
    `  subgraph ${release}`,
    ...objects
      .map(({ object }) => titleOf(object))
      .filter((title) => isShown(title) && !tests.has(title))
      .map((title) => `    ${idOf(title)}["${title}"]`),
    '  end',
  ]);
  const rendered = new Set(all.map(titleOf));
  const beside = references
    .flatMap(({ to }) => to)
    .filter((title) => isShown(title) && !rendered.has(title));
  return [
    '```mermaid',
    'flowchart LR',
    ...boxes,
    '  subgraph beside["beside the releases"]',
    ...[...new Set(beside)].toSorted().map((title) => `    ${idOf(title)}["${title}"]`),
    '  end',
    ...[...new Set(arrows)].toSorted(),
    '```',
  ].join('\n');
}
