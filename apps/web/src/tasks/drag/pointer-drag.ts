/** Something that is dragged by a handle to one of several targets. */
export interface PointerDrag<Target> {
  /** The press that may become a drag. */
  pointer: PointerEvent;
  handle: HTMLElement;
  /** What is shown as being dragged. */
  dragged: HTMLElement | null;
  /** What lies there, in CSS pixels of the window; null where nothing is dropped. */
  targetAt: (x: number, y: number) => Target | null;
  /** Shows where it would be dropped, which takes the place of what was shown before. */
  onTarget: (target: Target | null) => void;
  onDrop: (target: Target) => void;
}

/** In CSS pixels: what moves less is a press. */
const startsAfter = 4;
/** Near an edge of the window the page goes along, so many pixels with each frame. */
const edge = 72;
const scrolledPixels = 12;

/** Follows the pointer until it is released, or until Escape lets go. */
export function startPointerDrag<Target>(drag: PointerDrag<Target>): void {
  const { pointer, handle, dragged, targetAt, onTarget, onDrop } = drag;
  const ending = new AbortController();
  const { signal } = ending;
  let isDragging = false;
  let target: Target | null = null;
  let at = { x: pointer.clientX, y: pointer.clientY };

  function show(next: Target | null): void {
    target = next;
    onTarget(next);
  }

  function followEdges(): void {
    if (signal.aborted) return;
    const step =
      at.y < edge ? -scrolledPixels : at.y > window.innerHeight - edge ? scrolledPixels : 0;
    if (step !== 0) {
      window.scrollBy(0, step);
      show(targetAt(at.x, at.y));
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

  /** The click that follows the release would press the handle. */
  function swallowClick(): () => void {
    const swallowing = new AbortController();
    const swallow = (event: MouseEvent) => {
      event.stopPropagation();
      // The handle may be a link.
      event.preventDefault();
    };
    handle.addEventListener('click', swallow, { capture: true, signal: swallowing.signal });
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
    const moved = Math.max(Math.abs(at.x - pointer.clientX), Math.abs(at.y - pointer.clientY));
    if (!isDragging && moved < startsAfter) return;
    if (!isDragging) begin();
    show(targetAt(at.x, at.y));
  });
  listen('pointerup', (event) => {
    if (event.pointerId !== pointer.pointerId) return;
    const dropped = isDragging ? target : null;
    end();
    if (isDragging) swallowClick()();
    if (dropped !== null) onDrop(dropped);
  });
  listen('pointercancel', end);
  listen('keydown', (event) => {
    if (event.key !== 'Escape' || !isDragging) return;
    event.preventDefault();
    leave();
  });
}
