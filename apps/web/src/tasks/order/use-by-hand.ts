'use client';

import { useChosenViews } from '../views/use-chosen-views.ts';
import type { View } from '../views/view.ts';

/** Whether a list has an order by hand: those that tasks are put in. */
export const isOrderable = ({ kind }: View): boolean => kind === 'inbox' || kind === 'project';

/** Whether the tasks of a view are in the order that people made by hand; this browser remembers it. */
export function useByHand(view: View): [boolean, (on: boolean) => void] {
  const [isOn, choose] = useChosenViews('taskora-by-hand', view);
  return [isOrderable(view) && isOn, choose];
}
