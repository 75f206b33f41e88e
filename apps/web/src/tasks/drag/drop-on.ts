import { startPointerDrag } from './pointer-drag.ts';

/** Something that is dragged onto one of several places, of which each is named. */
export interface DropOn {
  pointer: PointerEvent;
  handle: HTMLElement;
  /** Its places; others on the page take nothing. */
  root: HTMLElement;
  /** The data attribute, as `data-day`, that names a place. */
  attribute: string;
  onDrop: (name: string) => void;
}

/** Follows the pointer until it is released: the place under it shows that it would take what is dragged. */
export function startDropOn({ pointer, handle, root, attribute, onDrop }: DropOn): void {
  let shown: HTMLElement | null = null;
  startPointerDrag<HTMLElement>({
    pointer,
    handle,
    dragged: handle,
    targetAt: (x, y) => {
      const place = document.elementFromPoint(x, y)?.closest<HTMLElement>(`[${attribute}]`);
      return place && root.contains(place) ? place : null;
    },
    onTarget: (place) => {
      if (shown) delete shown.dataset['drop'];
      shown = place;
      if (place) place.dataset['drop'] = '';
    },
    onDrop: (place) => onDrop(place.getAttribute(attribute) ?? ''),
  });
}
