import type { KeyboardEvent } from 'react';

import type { Chip } from './chips.ts';

/** Phrases that say when; behind them, Backspace dismisses what is read before it deletes a letter. */
const dismissedByBackspace: ReadonlySet<string> = new Set([
  ...['due', 'start', 'deadline', 'range', 'recurrence'],
]);

/** Where the caret is in the line, in code points; null while a part of the field is selected. */
function caretIn({ value, selectionStart, selectionEnd }: HTMLInputElement): number | null {
  if (selectionStart === null || selectionStart !== selectionEnd) return null;
  const indent = value.length - value.trimStart().length;
  return [...value.slice(indent, Math.max(indent, selectionStart))].length;
}

/** The chip whose text the caret is in or right behind, and else the last one. */
function chipAt(chips: readonly Chip[], caret: number | null): Chip | null {
  const isHere = ({ span: [start, end] }: Chip) => caret !== null && start < caret && caret <= end;
  return chips.findLast(isHere) ?? chips.at(-1) ?? null;
}

/** What a key in the field does to what is read of its line. */
export interface Pressed {
  does: 'dismiss' | 'choose';
  chip: Chip;
}

/**
 * Escape dismisses the phrase at the caret, as Backspace does right behind a day; Alt and the arrow down
 * take the other reading of one that has any.
 */
export function pressedOn(
  event: KeyboardEvent<HTMLInputElement>,
  chips: readonly Chip[],
): Pressed | null {
  if (event.nativeEvent.isComposing || chips.length === 0) return null;
  const caret = caretIn(event.currentTarget);
  if (event.key === 'ArrowDown' && event.altKey) {
    const chip = chipAt(
      chips.filter(({ others }) => others.length > 0),
      caret,
    );
    return chip && { does: 'choose', chip };
  }
  if (event.ctrlKey || event.altKey || event.metaKey) return null;
  if (event.key === 'Escape') {
    const chip = chipAt(chips, caret);
    return chip && { does: 'dismiss', chip };
  }
  if (event.key !== 'Backspace') return null;
  const chip = chips.find(({ kind, span }) => span[1] === caret && dismissedByBackspace.has(kind));
  return chip ? { does: 'dismiss', chip } : null;
}
