import type { IconName } from '@taskora/ui';

import type { View } from './view.ts';

export const viewIcons: Readonly<Record<View['kind'], IconName>> = {
  all: 'list',
  inbox: 'inbox',
  today: 'calendar',
  upcoming: 'upcoming',
  calendar: 'month',
  day: 'calendar',
  trash: 'trash',
  mine: 'person',
  space: 'person',
  project: 'folder',
  saved: 'filter',
  tag: 'tag',
};
