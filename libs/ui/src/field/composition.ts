/** What a key event of an input method has for a code, also where it does not say that it composes. */
const composingKeyCode = 229;

/**
 * Whether a key belongs to a composition of an input method. Safari ends a composition before its key
 * arrives; only the old code distinguishes the two.
 */
export function isComposing(event: Pick<KeyboardEvent, 'isComposing' | 'keyCode'>): boolean {
  return event.isComposing || event.keyCode === composingKeyCode;
}
