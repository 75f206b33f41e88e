import type { Task } from '@taskora/api-client';

import { startPointerDrag } from '../drag/pointer-drag.ts';

/** Where a task is dropped. */
export interface Drop {
  /** Null where it comes into none. */
  sectionId: string | null;
  /** Beside which task, in a list in the order by hand. */
  beside?: { id: string; side: 'before' | 'after' };
}

export interface SectionDrag {
  pointer: PointerEvent;
  handle: HTMLElement;
  /** Holds the sections, each with its id as `data-section`. */
  root: HTMLElement;
  task: Task;
  /** Whether it may be put beside that task. */
  accepts: (id: string) => boolean;
  onDrop: (drop: Drop) => void;
}

interface Target extends Drop {
  element: HTMLElement;
}

function targetAt({ root, task, accepts }: SectionDrag, x: number, y: number): Target | null {
  const under = document.elementFromPoint(x, y);
  const element = under?.closest<HTMLElement>('[data-section]');
  if (!element || !root.contains(element)) return null;
  const sectionId = element.dataset['section'] || null;
  const row = under?.closest<HTMLElement>('[data-task]');
  const id = row?.dataset['task'];
  if (row && id !== undefined && id !== task.id && accepts(id)) {
    const { top, height } = row.getBoundingClientRect();
    const side = y < top + height / 2 ? 'before' : 'after';
    return { element: row, sectionId, beside: { id, side } };
  }
  return sectionId === (task.sectionId ?? null) ? null : { element, sectionId };
}

/** Follows the pointer until it is released: the section or the row under it shows where the task would come. */
export function startSectionDrag(drag: SectionDrag): void {
  const { pointer, handle, onDrop } = drag;
  let shown: HTMLElement | null = null;
  startPointerDrag<Target>({
    pointer,
    handle,
    dragged: handle.closest<HTMLElement>('[data-task]'),
    targetAt: (x, y) => targetAt(drag, x, y),
    onTarget: (target) => {
      if (shown) delete shown.dataset['drop'];
      shown = target?.element ?? null;
      if (target) target.element.dataset['drop'] = target.beside?.side ?? '';
    },
    onDrop: ({ sectionId, beside }) => onDrop({ sectionId, ...(beside && { beside }) }),
  });
}
