'use client';

import { useToast } from '@taskora/ui';
import { useMemo } from 'react';

import type { TaskBoardState } from '../use-task-board.ts';
import { isOrderable } from './use-by-hand.ts';
import type { HandOrder } from './use-moving.ts';

/** How the tasks that are shown are put in order; null for a search, and for a view that has no such order. */
export function useHandOrder({
  view,
  sought,
  byHand,
  setByHand,
  actions,
}: Pick<TaskBoardState, 'view' | 'sought' | 'byHand' | 'setByHand' | 'actions'>): HandOrder | null {
  const notify = useToast();
  const isOn = isOrderable(view) && sought === '';
  return useMemo(() => {
    if (!isOn) return null;
    const onOtherOrder = () =>
      notify({
        topic: 'order',
        title: 'The tasks here are in the order of their days.',
        action: { label: 'Order by hand', onSelect: () => setByHand(true) },
      });
    return { byHand, onMove: actions.place, onOtherOrder };
  }, [isOn, byHand, setByHand, actions, notify]);
}
