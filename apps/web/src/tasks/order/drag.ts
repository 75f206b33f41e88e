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

/** In CSS pixels: what moves less is a press. */
const startsAfter = 4;
/** Near an edge of the window the page goes along, so many pixels with each frame. */
const edge = 72;
const scrolledPixels = 12;

function targetAt({ list, accepts }: Drag, x: number, y: number): Target | null {
  const row = document.elementFromPoint(x, y)?.closest<HTMLElement>('[data-task]');
  const id = row?.dataset['task'];
  if (!row || id === undefined || !list.contains(row) || !accepts(id)) return null;
  const { top, height } = row.getBoundingClientRect();
  return { row, id, side: y < top + height / 2 ? 'before' : 'after' };
}

/** Follows the pointer until it is released: the row under it shows on which side the task would come. */
export function startDrag(drag: Drag): void {
  const { pointer, handle, list, onDrop } = drag;
  const ending = new AbortController();
  const { signal } = ending;
  let isDragging = false;
  let target: Target | null = null;
  let at = { x: pointer.clientX, y: pointer.clientY };
  const dragged = handle.closest<HTMLElement>('[data-task]');

  function show(next: Target | null): void {
    if (target) delete target.row.dataset['drop'];
    target = next;
    if (target) target.row.dataset['drop'] = target.side;
  }

  function followEdges(): void {
    if (signal.aborted) return;
    const step =
      at.y < edge ? -scrolledPixels : at.y > window.innerHeight - edge ? scrolledPixels : 0;
    if (step !== 0) {
      window.scrollBy(0, step);
      show(targetAt(drag, at.x, at.y));
    }
    requestAnimationFrame(followEdges);
  }

  function begin(): void {
    isDragging = true;
    handle.setPointerCapture?.(pointer.pointerId);
    if (dragged) dragged.dataset['dragged'] = '';
    requestAnimationFrame(followEdges);
  }

  function end(): void {
    ending.abort();
    show(null);
    if (dragged) delete dragged.dataset['dragged'];
  }

  /** The click that follows the release would begin to move the task by presses. */
  function swallowClick(): () => void {
    const swallowing = new AbortController();
    handle.addEventListener('click', (event) => event.stopPropagation(), {
      capture: true,
      signal: swallowing.signal,
    });
    // The click comes in the same task as the release.
    return () => setTimeout(() => swallowing.abort());
  }

  /** Nothing is dropped, although the pointer is still pressed. */
  function leave(): void {
    end();
    const stopSwallowing = swallowClick();
    const released = new AbortController();
    const release = (event: PointerEvent) => {
      if (event.pointerId !== pointer.pointerId) return;
      released.abort();
      stopSwallowing();
    };
    document.addEventListener('pointerup', release, { signal: released.signal });
    document.addEventListener('pointercancel', release, { signal: released.signal });
  }

  const listen = <Name extends keyof DocumentEventMap>(
    name: Name,
    listener: (event: DocumentEventMap[Name]) => void,
  ) => document.addEventListener(name, listener, { signal });

  listen('pointermove', (event) => {
    if (event.pointerId !== pointer.pointerId) return;
    at = { x: event.clientX, y: event.clientY };
    if (!isDragging && Math.abs(at.y - pointer.clientY) < startsAfter) return;
    if (!isDragging) begin();
    const { left, width } = list.getBoundingClientRect();
    // Beside the list the row at the same height is meant.
    at.x = left + width / 2;
    show(targetAt(drag, at.x, at.y));
  });
  listen('pointerup', (event) => {
    if (event.pointerId !== pointer.pointerId) return;
    const dropped = isDragging ? target : null;
    end();
    if (isDragging) swallowClick()();
    if (dropped) onDrop(dropped.id, dropped.side);
  });
  listen('pointercancel', end);
  listen('keydown', (event) => {
    if (event.key !== 'Escape' || !isDragging) return;
    event.preventDefault();
    leave();
  });
}
