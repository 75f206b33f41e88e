'use client';

import { useCallback, useMemo } from 'react';

import { useStoredChoice } from '../stored-choice.ts';
import { searchOf, type View } from './view.ts';

/** Whether something was chosen for a view, such as its order; this browser remembers it for each of them. */
export function useChosenViews(key: string, view: View): [boolean, (on: boolean) => void] {
  const [text, choose] = useStoredChoice(key);
  const names = useMemo(() => (text ?? '').split(' ').filter(Boolean), [text]);
  const name = searchOf(view);
  const change = useCallback(
    (on: boolean) => {
      const rest = names.filter((each) => each !== name);
      choose((on ? [...rest, name] : rest).join(' '));
    },
    [choose, names, name],
  );
  return [names.includes(name), change];
}
