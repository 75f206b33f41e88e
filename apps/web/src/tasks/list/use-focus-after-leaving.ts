'use client';

import type { Task } from '@taskora/api-client';
import { useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';

import type { View } from '../views/view.ts';

function rowOf(target: EventTarget | null): string | null {
  const row = target instanceof Element ? target.closest<HTMLElement>('[data-task]') : null;
  return row?.dataset['task'] ?? null;
}

const isLost = () => document.activeElement === null || document.activeElement === document.body;

/** The task whose row has the focus, or had it when it was taken out of the page. */
function useFocusedTask(): RefObject<string | null> {
  const focused = useRef<string | null>(null);
  useEffect(() => {
    const enter = ({ target }: FocusEvent) => {
      focused.current = rowOf(target);
    };
    const leave = ({ target, relatedTarget }: FocusEvent) => {
      if (relatedTarget !== null) return;
      queueMicrotask(() => {
        // Not taken out of the page: left, for no other place.
        if (target instanceof Node && target.isConnected && isLost()) focused.current = null;
      });
    };
    document.addEventListener('focusin', enter);
    document.addEventListener('focusout', leave);
    return () => {
      document.removeEventListener('focusin', enter);
      document.removeEventListener('focusout', leave);
    };
  }, []);
  return focused;
}

/** An occurrence that was ticked is done, and the row has gone with the next one to another place. */
function hasGoneOn(tasks: readonly Task[], now: readonly Task[], at: number): boolean {
  const [before, after] = [tasks[at], now.find(({ id }) => id === tasks[at]?.id)];
  const control = document.activeElement?.getAttribute('data-control');
  return (
    control === 'complete' &&
    before?.recurrence?.originalOn !== after?.recurrence?.originalOn &&
    now[at]?.id !== before?.id
  );
}

/** The nearest row that is still there: those below come first. */
function neighbourOf(tasks: readonly Task[], now: readonly Task[], at: number): string | undefined {
  const left = new Set(now.map(({ id }) => id));
  const near = [...tasks.slice(at + 1), ...tasks.slice(0, at).reverse()];
  return near.find(({ id }) => left.has(id))?.id;
}

function focusTask(id: string | undefined): boolean {
  const rows = [...document.querySelectorAll<HTMLElement>('[data-task]')];
  // At the checkbox, where a second press of Enter does nothing.
  const control = rows.find((row) => row.dataset['task'] === id)?.querySelector('input');
  control?.focus();
  return control !== null && control !== undefined;
}

/**
 * Keeps the focus in the list when its row leaves: saved for another day or place, completed, or deleted
 * elsewhere. It goes to the next row, or to the heading where there is none; returns what is to be said.
 */
export function useFocusAfterLeaving(
  view: View,
  tasks: readonly Task[] | null,
  heading: RefObject<HTMLElement | null>,
): string {
  const focused = useFocusedTask();
  const shown = useRef({ view, tasks });
  const [said, setSaid] = useState('');

  useLayoutEffect(() => {
    if (tasks === null) return;
    const before = shown.current;
    shown.current = { view, tasks };
    const known = before.tasks ?? [];
    const at = known.findIndex(({ id }) => id === focused.current);
    const left = known[at];
    if (!left) return;
    const isGone = isLost() && !tasks.some(({ id }) => id === left.id);
    if (!isGone && !hasGoneOn(known, tasks, at)) return;
    const isSameView = before.view === view;
    const next = isSameView ? neighbourOf(known, tasks, at) : undefined;
    if (!focusTask(next) && isGone) heading.current?.focus();
    if (isGone && isSameView) queueMicrotask(() => setSaid(`“${left.title}” has left this list.`));
  }, [view, tasks, focused, heading]);
  return said;
}
