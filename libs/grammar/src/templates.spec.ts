import type { Json } from './json.ts';
import { fill } from './templates.ts';

const VALUES: Json[] = [20, null, { a: 1, b: 2 }, [3, 4]];

it.each<[string, Json, Json]>([
  ['a value', '$1', 20],
  ['a text that is no value', 'day', 'day'],
  ['an object without what is missing', { k: 'rel', n: '$1', y: '$2' }, { k: 'rel', n: 20 }],
  ['a list with what is missing', ['$1', '$2'], [20, null]],
  ['a sum without what is missing', { $sum: ['$1', '$2', 3] }, 23],
  ['a product', { $product: ['$1', 100] }, 2000],
  [
    'one object of several, of which the last wins',
    { $with: ['$3', '$2', { b: 9 }] },
    { a: 1, b: 9 },
  ],
  ['one list of values and lists', { $list: ['$4', '$2', 5, ['$2']] }, [3, 4, 5, null]],
  ['nested ones', { x: { $sum: [{ $product: ['$1', 2] }, 1] } }, { x: 41 }],
])('a template makes %s', (_, template, expected) => {
  expect(fill(template, VALUES)).toEqual(expected);
});
