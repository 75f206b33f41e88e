'use client';

import type { Task, TaskPlace } from '@taskora/api-client';
import { useQuery } from '@tanstack/react-query';
import {
  useCallback,
  useLayoutEffect,
  useRef,
  useState,
  type KeyboardEvent,
  type PointerEvent,
  type RefObject,
} from 'react';

import { onDemand } from '../on-demand.ts';
import { isSameList, placeAt, placeNextTo } from './placing.ts';

const dragQuery = onDemand('drag', async () => (await import('./drag.ts')).startDrag);

/** How tasks of the list are put in order. */
export interface HandOrder {
  /** They are in the order by hand; only then they are moved. */
  byHand: boolean;
  onMove: (task: Task, place: TaskPlace) => void;
  /** Called when a task is to be moved while they are in another order. */
  onOtherOrder: () => void;
  /** Takes over dragging, where a task can be dropped outside of its list; it is dragged in any order then. */
  onGrab?: (event: PointerEvent<HTMLElement>, task: Task) => void;
}

/**
 * What the handle of a row does: begins to move its task, ends that, or takes the task that is moved; that of
 * another list takes none, and says why.
 */
export type Handle = 'move' | 'moving' | 'put' | 'elsewhere';

export interface MovingWith {
  /** Null in a list that has no order by hand. */
  order: HandOrder | null;
  tasks: readonly Task[];
  list: RefObject<HTMLElement | null>;
  /** The row that keeps the focus when it is moved. */
  focusNext: (id: string) => void;
}

const steps: Readonly<Record<string, -1 | 1>> = { ArrowUp: -1, ArrowDown: 1 };

/** Moves tasks within their list: by key, by dragging, and by two presses without dragging. */
export function useMoving({ order, tasks, list, focusNext }: MovingWith) {
  const [picked, setPicked] = useState<string | null>(null);
  const [said, setSaid] = useState('');
  const isOn = order?.byHand === true;
  // In another view, or once it is gone, nothing is being moved any more.
  const movedTask = tasks.find(({ id }) => id === picked);
  const moved = movedTask?.id ?? null;
  const startDrag = useQuery({ ...dragQuery, enabled: isOn }).data;
  const now = useRef({ order, tasks, startDrag, moved });
  useLayoutEffect(() => {
    now.current = { order, tasks, startDrag, moved };
  });

  const move = useCallback(
    (id: string, place: TaskPlace | null): void => {
      const task = now.current.tasks.find((each) => each.id === id);
      setPicked(null);
      if (!task || !place) return;
      focusNext(id);
      now.current.order?.onMove(task, place);
    },
    [focusNext],
  );

  function press(event: KeyboardEvent<HTMLElement>): boolean {
    if (event.key === 'Escape' && moved !== null) {
      setPicked(null);
      return true;
    }
    const step = event.altKey && !event.ctrlKey && !event.metaKey ? steps[event.key] : undefined;
    const control = (event.target as HTMLElement).closest('[data-control]');
    const id = control?.closest<HTMLElement>('[data-task]')?.dataset['task'];
    if (step === undefined || id === undefined || !order) return false;
    if (!order.byHand) {
      order.onOtherOrder();
      return true;
    }
    const place = placeNextTo(tasks, id, step);
    const at = tasks.findIndex((task) => task.id === (place?.afterId ?? place?.beforeId));
    const end = step === 1 ? 'the last' : 'the first';
    setSaid(place ? `Now ${at + 1} of ${tasks.length}` : `This is ${end} of its list.`);
    move(id, place);
    return true;
  }

  const click = useCallback(
    ({ id }: Task): void => {
      const { moved: other, tasks: shown, order: ordered } = now.current;
      if (ordered?.byHand === false) {
        ordered.onOtherOrder();
        return;
      }
      if (other === null) {
        setSaid('');
        setPicked(id);
        return;
      }
      const place = placeAt(shown, other, id);
      if (place === null && other !== id) {
        setSaid('It can only be put beside tasks of its own list.');
        return;
      }
      setSaid('');
      move(other, place);
    },
    [move],
  );

  const grab = useCallback(
    (event: PointerEvent<HTMLElement>, task: Task): void => {
      const { id } = task;
      const { startDrag: start, order: ordered } = now.current;
      if (ordered?.onGrab) {
        ordered.onGrab(event, task);
        return;
      }
      if (!start || !list.current || event.button !== 0) return;
      const placeBy = (otherId: string, side: 'before' | 'after') =>
        placeAt(now.current.tasks, id, otherId, side);
      start({
        pointer: event.nativeEvent,
        handle: event.currentTarget,
        list: list.current,
        accepts: (otherId) => placeBy(otherId, 'before') !== null,
        onDrop: (otherId, side) => move(id, placeBy(otherId, side)),
      });
    },
    [list, move],
  );

  return {
    /** Does what a key says of moving; false for a key that says nothing of it. */
    press,
    click,
    grab,
    /** What was moved where, for who does not see it. */
    said,
    handleOf: (task: Task): Handle | null => {
      if (!isOn) return order?.onGrab ? 'move' : null;
      if (!movedTask) return 'move';
      if (movedTask.id === task.id) return 'moving';
      return isSameList(movedTask, task) ? 'put' : 'elsewhere';
    },
  };
}
