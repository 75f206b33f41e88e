'use client';

import { useEffect, useRef, type ReactElement } from 'react';

import { LoadFailure } from '../load-failure.tsx';

export interface ProjectsFailureProps {
  /** What is not there. */
  title?: string;
  error: unknown;
  onRetry: () => void;
}

/** Stands in the place of the projects, or of what else is a view, that could not be asked for. */
export function ProjectsFailure(props: ProjectsFailureProps): ReactElement {
  const { title = 'Your projects could not be loaded.', error, onRetry } = props;
  const place = useRef<HTMLDivElement>(null);
  const pressed = useRef(false);

  // The button goes with the failure; whoever pressed it stays among the views.
  useEffect(() => {
    const views = place.current?.closest('nav');
    return () => {
      if (!pressed.current) return;
      const links = [...(views?.querySelectorAll('a') ?? [])].reverse();
      const ofProjects = links.filter(({ search }) => search.startsWith('?project='));
      for (const link of [...ofProjects, ...links]) {
        // One that is not seen takes none, and leaves it to the one before.
        if (document.activeElement === document.body) link.focus();
      }
    };
  }, []);

  function retry(): void {
    pressed.current = true;
    onRetry();
  }

  return (
    <div ref={place}>
      <LoadFailure title={title} error={error} onRetry={retry} />
    </div>
  );
}
