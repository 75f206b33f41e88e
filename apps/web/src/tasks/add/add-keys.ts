import type { KeyboardEvent } from 'react';

import type { Claim } from './line-segments.ts';

/**
 * Whether a key refuses the date that was read: Escape anywhere in the field, or Backspace right behind
 * it, which dismisses the date before it deletes a letter.
 */
export function refusesDate(event: KeyboardEvent<HTMLInputElement>, claim: Claim): boolean {
  if (event.nativeEvent.isComposing) return false;
  if (event.key === 'Escape') return true;
  if (event.key !== 'Backspace' || event.ctrlKey || event.altKey || event.metaKey) return false;
  const { value, selectionStart, selectionEnd } = event.currentTarget;
  const indent = value.length - value.trimStart().length;
  return selectionStart === selectionEnd && selectionStart === indent + claim.end;
}
