import { useCallback, useEffect, useRef, useState, type RefObject } from 'react';

const nearEndPixels = 64;

export interface StickToEnd {
  scrollerRef: RefObject<HTMLDivElement | null>;
  contentRef: RefObject<HTMLDivElement | null>;
  /** The reader is at the end, so new text may move the view. */
  atEnd: boolean;
  goToEnd: () => void;
}

/**
 * Follows a growing conversation while the reader is at its end, and stays put once they scroll up.
 * Where nothing has been said yet the view begins at its top, however small the window is.
 * Only a move upwards lets go: text that arrives between a scroll and its event moves the end away too.
 */
export function useStickToEnd({ enabled }: { enabled: boolean }): StickToEnd {
  const scrollerRef = useRef<HTMLDivElement>(null);
  const contentRef = useRef<HTMLDivElement>(null);
  const sticks = useRef(true);
  const follows = useRef(enabled);
  const [atEnd, setAtEnd] = useState(true);

  const goToEnd = useCallback(() => {
    sticks.current = true;
    setAtEnd(true);
    const scroller = scrollerRef.current;
    if (scroller) scroller.scrollTop = scroller.scrollHeight;
  }, []);

  useEffect(() => {
    follows.current = enabled;
  }, [enabled]);

  useEffect(() => {
    const [scroller, content] = [scrollerRef.current, contentRef.current];
    if (!scroller || !content) return undefined;
    let lastTop = scroller.scrollTop;
    const note = (): void => {
      const rest = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight;
      if (rest <= nearEndPixels) sticks.current = true;
      else if (scroller.scrollTop < lastTop) sticks.current = false;
      lastTop = scroller.scrollTop;
      setAtEnd(sticks.current);
    };
    const follow = new ResizeObserver(() => {
      if (follows.current && sticks.current) scroller.scrollTop = scroller.scrollHeight;
    });
    scroller.addEventListener('scroll', note, { passive: true });
    follow.observe(content);
    follow.observe(scroller);
    return () => {
      scroller.removeEventListener('scroll', note);
      follow.disconnect();
    };
  }, []);

  return { scrollerRef, contentRef, atEnd, goToEnd };
}
