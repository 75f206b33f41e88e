import { startPointerDrag } from '../drag/pointer-drag.ts';

/** A row that is dragged by its handle. */
export interface Drag {
  pointer: PointerEvent;
  handle: HTMLElement;
  list: HTMLElement;
  /** Whether the task may be dropped at that one. */
  accepts: (id: string) => boolean;
  onDrop: (id: string, side: 'before' | 'after') => void;
}

interface Target {
  row: HTMLElement;
  id: string;
  side: 'before' | 'after';
}

function targetAt({ list, accepts }: Drag, y: number): Target | null {
  // Beside the list the row at the same height is meant.
  const { left, width } = list.getBoundingClientRect();
  const row = document.elementFromPoint(left + width / 2, y)?.closest<HTMLElement>('[data-task]');
  const id = row?.dataset['task'];
  if (!row || id === undefined || !list.contains(row) || !accepts(id)) return null;
  const { top, height } = row.getBoundingClientRect();
  return { row, id, side: y < top + height / 2 ? 'before' : 'after' };
}

/** Follows the pointer until it is released: the row under it shows on which side the task would come. */
export function startDrag(drag: Drag): void {
  const { pointer, handle, onDrop } = drag;
  let shown: HTMLElement | null = null;
  startPointerDrag<Target>({
    pointer,
    handle,
    dragged: handle.closest<HTMLElement>('[data-task]'),
    targetAt: (_, y) => targetAt(drag, y),
    onTarget: (target) => {
      if (shown) delete shown.dataset['drop'];
      shown = target?.row ?? null;
      if (target) target.row.dataset['drop'] = target.side;
    },
    onDrop: ({ id, side }) => onDrop(id, side),
  });
}
