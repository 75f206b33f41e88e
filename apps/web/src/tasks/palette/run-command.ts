import type { Doing, Press } from '../shortcuts/keyboard-map.ts';
import type { Command } from '../shortcuts/shortcut.ts';

export interface RunWith {
  /** What the page does by itself; false where there was nothing to do. */
  onCommand: (command: Command) => boolean;
  /** The field in which tasks are written. */
  field: HTMLInputElement | null;
}

/** Whether the press meant something there: what takes a key keeps it from the browser. */
function pressOn(element: Element, press: Press): boolean {
  return !element.dispatchEvent(
    new KeyboardEvent('keydown', { ...press, bubbles: true, cancelable: true }),
  );
}

const chosenDay = '[role="gridcell"][tabindex="0"]';

/**
 * The box of the row where one is, for the keys of the list; of the first row that the Tab key stops at where one
 * is in none. A row that is a form has no box, and no other row takes its place.
 */
function currentBox(): HTMLInputElement | null {
  const row = document.activeElement?.closest('[data-task]');
  return row
    ? row.querySelector<HTMLInputElement>('input[data-control]')
    : document.querySelector<HTMLInputElement>('[data-task] input[data-control][tabindex="0"]');
}

/** The task of the calendar where one is; the first of the chosen day where one is at none. */
function currentChip(): HTMLElement | null {
  return (
    document.activeElement?.closest<HTMLElement>('[data-chip]') ??
    document.querySelector<HTMLElement>(`${chosenDay} [data-chip]`)
  );
}

/** The key in the place where it counts; a form and a box do by themselves what the browser makes of it. */
function pressInPlace(place: HTMLElement | null, press: Press): boolean {
  const input = place instanceof HTMLInputElement ? place : null;
  if (!place || input?.disabled) return false;
  place.focus();
  if (input && press.key === ' ') input.click();
  else if (input && press.key === 'Enter') input.form?.requestSubmit();
  else return pressOn(place, press);
  return true;
}

/**
 * Does what a line of the keyboard map says, as its key would, at the control that had the focus when the palette
 * was opened and has it again; false where there was nothing to do.
 */
export function runCommand(does: Doing, { onCommand, field }: RunWith): boolean {
  switch (does.in) {
    case 'page':
      return onCommand(does.command);
    case 'document':
      pressOn(document.body, does.press);
      return true;
    case 'field':
      return pressInPlace(field, does.press);
    case 'list':
      return pressInPlace(currentBox(), does.press);
    case 'calendar':
      return pressInPlace(document.querySelector<HTMLElement>(chosenDay), does.press);
    case 'calendarTask':
      return pressInPlace(currentChip(), does.press);
  }
}
