import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { comparisonWith, type Break } from '../testing/broken-comparison.ts';
import { comparisonBreaks } from '../testing/comparison-breaks.ts';
import { liveCases } from '../testing/live-cases.ts';
import type { KubernetesObject } from './kubernetes-object.ts';

const { live } = JSON.parse(
  readFileSync(join(import.meta.dirname, '..', 'testing', 'live-objects.json'), 'utf8'),
) as { readonly live: Readonly<Record<string, KubernetesObject | null>> };

/** The cases in which the comparison with such a break finds another drift. */
function failing(broken?: Break): string[] {
  const { driftLines, findDrift } = comparisonWith(broken);
  const isRight = ({ rule, rendered, alongside = [], drift }: (typeof liveCases)[number]) => {
    const object = live[rule] ?? undefined;
    const actual = [...(object === undefined ? [] : [object]), ...alongside];
    try {
      const found = findDrift({ expected: [rendered], actual, namespace: 'recorded' });
      return JSON.stringify(found.flatMap(driftLines)) === JSON.stringify(drift);
    } catch {
      return false;
    }
  };
  return liveCases.filter((each) => !isRight(each)).map(({ rule }) => rule);
}

describe('the recorded cases', () => {
  it('all hold for the comparison as it is', () => {
    expect(failing()).toEqual([]);
  });

  it.each(comparisonBreaks)('notice in $file: $text → $instead', (broken) => {
    expect(failing(broken)).not.toEqual([]);
  });

  it('refuse a break whose text is gone', () => {
    const gone = { file: 'compare.ts', text: 'no such text', instead: '' };
    expect(() => failing(gone)).toThrow('0 times');
  });
});
