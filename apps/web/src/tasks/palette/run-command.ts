import type { Doing, Press } from '../shortcuts/keyboard-map.ts';
import type { Command } from '../shortcuts/shortcut.ts';

export interface RunWith {
  /** What the page does by itself; false where there was nothing to do. */
  onCommand: (command: Command) => boolean;
  /** The field in which tasks are written. */
  field: HTMLInputElement | null;
}

function pressOn(element: Element, press: Press): void {
  element.dispatchEvent(
    new KeyboardEvent('keydown', { ...press, bubbles: true, cancelable: true }),
  );
}

/** The box of the row that the Tab key stops at, where the keys of the list count. */
function currentBox(): HTMLInputElement | null {
  return document.querySelector<HTMLInputElement>('[data-task] input[data-control][tabindex="0"]');
}

const chosenDay = '[role="gridcell"][tabindex="0"]';

/** The key in the place where it counts; a form and a box do by themselves what the browser makes of it. */
function pressInPlace(place: HTMLElement | null, press: Press): boolean {
  const input = place instanceof HTMLInputElement ? place : null;
  if (!place || input?.disabled) return false;
  place.focus();
  if (input && press.key === ' ') input.click();
  else if (input && press.key === 'Enter') input.form?.requestSubmit();
  else pressOn(place, press);
  return true;
}

/** Does what a line of the keyboard map says, as its key would; false where there was nothing to do. */
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
      return pressInPlace(
        document.querySelector<HTMLElement>(`${chosenDay} [data-chip]`),
        does.press,
      );
  }
}
