'use client';

import { Button } from '@taskora/ui';
import { useEffect, useRef, type ReactElement } from 'react';

export interface MoreTasksProps {
  pending: boolean;
  onMore: () => void;
}

/** Asked for before the end of the list comes into sight. */
const aheadOfWindow = '1500px';

/** Loads the next page as the end of the list comes near; the button is for where that is not seen. */
export function MoreTasks({ pending, onMore }: MoreTasksProps): ReactElement {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    const element = button.current;
    if (pending || !element || typeof IntersectionObserver === 'undefined') return;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) onMore();
      },
      { rootMargin: aheadOfWindow },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [pending, onMore]);
  return (
    <Button ref={button} className="justify-self-center" pending={pending} onClick={onMore}>
      Show more
    </Button>
  );
}
