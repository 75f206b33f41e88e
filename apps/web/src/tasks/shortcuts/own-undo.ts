/** Fields that hold something typed, which the browser can undo by itself. */
const typedIn = new WeakSet<Element>();

function isTextField(element: Element): element is HTMLInputElement | HTMLTextAreaElement {
  if (element instanceof HTMLTextAreaElement) return true;
  return (
    element instanceof HTMLInputElement && !['checkbox', 'button', 'submit'].includes(element.type)
  );
}

/** Whether letters go into the element, or choose in it. */
export function takesText(element: Element | null): boolean {
  if (element === null) return false;
  if (element instanceof HTMLSelectElement) return true;
  return isTextField(element) || (element instanceof HTMLElement && element.isContentEditable);
}

/** Whether the browser's own undo has something to do there: then it is not ours to take. */
export function hasOwnUndo(element: Element | null): boolean {
  if (element === null || element instanceof HTMLSelectElement) return false;
  if (!takesText(element)) return false;
  return !isTextField(element) || element.value !== '' || typedIn.has(element);
}

/** Follows what is typed; a form that was sent begins anew. */
export function watchTyping(): () => void {
  const type = (event: Event) => {
    if (event.target instanceof Element) typedIn.add(event.target);
  };
  const send = (event: Event) => {
    if (!(event.target instanceof HTMLFormElement)) return;
    for (const element of event.target.elements) typedIn.delete(element);
  };
  document.addEventListener('input', type, true);
  document.addEventListener('submit', send, true);
  return () => {
    document.removeEventListener('input', type, true);
    document.removeEventListener('submit', send, true);
  };
}
