import type { KeyboardEvent } from 'react';

import { meaningOfRowKey } from '../list/row-keys.ts';
import type { Select } from './use-selection.ts';

const idOf = (element: Element | null) =>
  element?.closest<HTMLElement>('[data-task]')?.dataset['task'];

/** With Shift, the keys that go to another row take the rows between along. */
function extend(
  event: KeyboardEvent<HTMLElement>,
  id: string,
  select: Select,
  isSelecting: boolean,
): boolean {
  const meaning = event.shiftKey ? meaningOfRowKey(event) : null;
  const next = meaning?.kind === 'focus' ? idOf(meaning.control) : undefined;
  if (!meaning || next === undefined || next === id) return false;
  if (!isSelecting) select.toggle(id, false);
  meaning.control.focus();
  select.toggle(next, true);
  return true;
}

/** Does what a key in the list says about the selection; false for a key that says nothing of it. */
export function selectByKey(
  event: KeyboardEvent<HTMLElement>,
  select: Select,
  isSelecting: boolean,
): boolean {
  const control = (event.target as HTMLElement).closest('[data-control]');
  const id = idOf(control);
  if (id === undefined || event.altKey) return false;
  const key = event.key.toLowerCase();
  if (event.ctrlKey || event.metaKey) {
    if (key !== 'a' || event.shiftKey) return false;
    select.all();
    return true;
  }
  if (key === 'escape' && isSelecting) {
    select.end();
    return true;
  }
  if (key !== 'x') return extend(event, id, select, isSelecting);
  if (event.repeat) return true;
  // The other controls of a row are not there while rows are selected.
  control?.closest('[data-task]')?.querySelector('input')?.focus();
  select.toggle(id, event.shiftKey);
  return true;
}
