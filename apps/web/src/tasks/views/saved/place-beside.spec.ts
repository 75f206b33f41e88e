import type { ListedView } from '@taskora/api-client';

import { placeBeside } from './use-view-changes.ts';

const view = (id: string, spaceId = 'own'): ListedView => ({
  id,
  spaceId,
  name: id,
  filter: '',
  sort: '',
  grouping: 'none',
  position: id,
  createdAt: '2026-11-01T10:00:00Z',
});
const [a, b, c, other] = [view('a'), view('b'), view('c'), view('x', 'other')] as const;
const views = [a, b, c, other];

it('is after the one before the one before, or at the beginning', () => {
  expect(placeBeside(views, c, -1)).toBe('a');
  expect(placeBeside(views, b, -1)).toBeNull();
});

it('is after the next one', () => {
  expect(placeBeside(views, a, 1)).toBe('b');
});

it('is nowhere beyond the first and the last of its space', () => {
  expect(placeBeside(views, a, -1)).toBeUndefined();
  expect(placeBeside(views, c, 1)).toBeUndefined();
  expect(placeBeside(views, other, -1)).toBeUndefined();
});
