import fc from 'fast-check';
import type { Change, ChangeKind } from './record.ts';
import { describeChanges, reasonCode } from './record.ts';

const change = (kind: ChangeKind, name: string, ...details: string[]): Change => ({
  kind,
  name,
  details,
});
const ui = change('lib', 'ui', 'libs/ui/src/button.tsx');
const next = change('package', 'next', 'next 16.4.5 -> 16.4.6');
const values = change('values', 'minikube', 'infra/environments/minikube.yaml');
const node = change('base-image', 'image-node', 'node 24.21.0 -> 24.22.0');
const kinds: ChangeKind[] = [
  'source',
  'lib',
  'package',
  'chart',
  'values',
  'base-image',
  'plugin',
  'other',
];

describe('the reason of a rollout (N4)', () => {
  it('is the most telling kind, in whatever order the changes come', () => {
    const several = kinds.map((kind) => change(kind, kind));
    fc.assert(
      fc.property(fc.shuffledSubarray(several, { minLength: 1 }), (changes) => {
        const first = kinds.find((kind) => changes.some((one) => one.kind === kind));
        return reasonCode(changes) === first;
      }),
    );
  });

  it('is "other" where nothing known changed', () => {
    expect(reasonCode([])).toBe('other');
    expect(describeChanges([])).toBe('no known input changed');
  });

  it('is one clause, and the same clause for every order', () => {
    const clause = 'lib ui, package next 16.4.5 -> 16.4.6 and values minikube';
    expect(describeChanges([values, next, ui])).toBe(clause);
    expect(describeChanges([ui, values, next])).toBe(clause);
    expect(describeChanges([ui])).toBe('lib ui');
  });

  it('counts what has no room in a clause', () => {
    expect(describeChanges([node, values, next, ui])).toMatch(/and 1 more$/);
  });

  it('names every file in the full form', () => {
    expect(describeChanges([node, ui], 'full')).toBe(
      'lib ui: libs/ui/src/button.tsx\nbase image image-node: node 24.21.0 -> 24.22.0',
    );
  });
});
