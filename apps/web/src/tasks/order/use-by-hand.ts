'use client';

import { useCallback, useMemo } from 'react';

import { useStoredChoice } from '../stored-choice.ts';
import { searchOf, type View } from '../views/view.ts';

/** Whether a list has an order by hand: those that tasks are put in. */
export const isOrderable = ({ kind }: View): boolean => kind === 'inbox' || kind === 'project';

/** Whether the tasks of a view are in the order that people made by hand; this browser remembers it. */
export function useByHand(view: View): [boolean, (on: boolean) => void] {
  const [text, choose] = useStoredChoice('taskora-by-hand');
  const names = useMemo(() => (text ?? '').split(' ').filter(Boolean), [text]);
  const name = searchOf(view);
  const change = useCallback(
    (on: boolean) => {
      const rest = names.filter((each) => each !== name);
      choose((on ? [...rest, name] : rest).join(' '));
    },
    [choose, names, name],
  );
  return [isOrderable(view) && names.includes(name), change];
}
