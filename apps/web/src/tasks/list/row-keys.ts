import type { KeyboardEvent } from 'react';

const rowSelector = '[data-task]';
const controlSelector = '[data-control]';

function controlIn(row: Element | undefined, name: string): HTMLElement | null {
  return row?.querySelector<HTMLElement>(`[data-control="${name}"]`) ?? null;
}

/** Up, Down, Home and End go to the same control of another row, Left and Right to the next in the row. */
function destination(key: string, row: Element, control: HTMLElement): HTMLElement | null {
  const rows = [...(row.parentElement?.querySelectorAll(rowSelector) ?? [])];
  const name = control.dataset['control'] ?? '';
  const at = (index: number) => controlIn(rows[index], name);
  const index = rows.indexOf(row);
  const controls = [...row.querySelectorAll<HTMLElement>(controlSelector)];
  const beside = (step: number) => controls[controls.indexOf(control) + step] ?? null;
  switch (key) {
    case 'ArrowDown':
      return at(index + 1);
    case 'ArrowUp':
      return at(index - 1);
    case 'Home':
      return at(0);
    case 'End':
      return at(rows.length - 1);
    case 'ArrowRight':
      return beside(1);
    case 'ArrowLeft':
      return beside(-1);
    default:
      return null;
  }
}

/** Whether the browser would go back or forward: nobody who moves a task by key wants to leave it by the same key. */
export function leavesPage(event: KeyboardEvent<HTMLElement>): boolean {
  const isOfRow = (event.target as HTMLElement).closest(controlSelector) !== null;
  const isSideways = event.key === 'ArrowLeft' || event.key === 'ArrowRight';
  return isOfRow && isSideways && event.altKey && !event.ctrlKey && !event.metaKey;
}

/** The row's control that a key leads to or presses; null for keys that mean nothing in the list. */
export function meaningOfRowKey(
  event: KeyboardEvent<HTMLElement>,
): { kind: 'focus' | 'press'; control: HTMLElement } | null {
  if (event.ctrlKey || event.metaKey || event.altKey) return null;
  const target = event.target as HTMLElement;
  const control = target.closest<HTMLElement>(controlSelector);
  const row = control?.closest(rowSelector);
  if (!control || !row) return null;
  const pressed = event.key === 'Delete' ? 'delete' : event.key === 'e' ? 'edit' : null;
  if (pressed) {
    // A key that is held down would go through the list.
    if (event.repeat) return null;
    const button = controlIn(row, pressed);
    return button && { kind: 'press', control: button };
  }
  const next = destination(event.key, row, control);
  return next && { kind: 'focus', control: next };
}
