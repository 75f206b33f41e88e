import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { liveCases } from '../testing/live-cases.ts';
import { driftLines, findDrift } from './drift.ts';
import type { KubernetesObject } from './kubernetes-object.ts';

/** As `kubectl get` printed it, by `node tools/nx-helm/e2e/record-live-objects.ts`. */
const recorded = JSON.parse(
  readFileSync(join(import.meta.dirname, '..', 'testing', 'live-objects.json'), 'utf8'),
) as { readonly live: Readonly<Record<string, KubernetesObject | null>> };

describe('a rendered object and the one that a real API server returned', () => {
  it('are recorded for every case and no other', () => {
    expect(Object.keys(recorded.live)).toEqual(liveCases.map(({ rule }) => rule));
  });

  it.each(liveCases)('$rule', ({ rule, rendered, alongside = [], drift }) => {
    const live = recorded.live[rule];
    const found = findDrift({
      expected: [rendered],
      actual: [...(live === null || live === undefined ? [] : [live]), ...alongside],
      namespace: 'recorded',
    });
    expect(found.flatMap(driftLines)).toEqual(drift);
  });
});
