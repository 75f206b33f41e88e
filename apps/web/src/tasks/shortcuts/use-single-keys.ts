'use client';

import { useCallback } from 'react';

import { useStoredChoice } from '../stored-choice.ts';

/**
 * Whether single letters are commands. Somebody who speaks instead of typing would set them off by
 * accident, so they can be switched off (WCAG 2.1.4).
 */
export function useSingleKeys(): [boolean, (on: boolean) => void] {
  const [choice, choose] = useStoredChoice('taskora-single-keys');
  const change = useCallback((on: boolean) => choose(on ? 'on' : 'off'), [choose]);
  return [choice !== 'off', change];
}
