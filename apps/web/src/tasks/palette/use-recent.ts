'use client';

import { useCallback, useContext, useMemo } from 'react';

import { ReaderId } from '../reader.ts';
import { useStoredChoice } from '../stored-choice.ts';
import type { Option } from './options.ts';

const kept = 6;

/** A tag is what somebody wrote, and that is not left behind in the browser. */
const isKept = ({ chosen }: Option): boolean =>
  chosen.kind !== 'view' || chosen.view.kind !== 'tag';

/** What one person chose lately in this browser, the last first: ids alone, never what they wrote. */
export function useRecent(): [readonly string[], (option: Option) => void] {
  const reader = useContext(ReaderId);
  const [text, choose] = useStoredChoice(`taskora-palette ${reader}`);
  const ids = useMemo(() => (text ?? '').split(' ').filter(Boolean), [text]);
  const remember = useCallback(
    (option: Option) => {
      if (!isKept(option)) return;
      const rest = ids.filter((id) => id !== option.id);
      choose([option.id, ...rest].slice(0, kept).join(' '));
    },
    [choose, ids],
  );
  return [ids, remember];
}
