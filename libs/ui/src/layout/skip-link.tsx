import type { ReactElement } from 'react';

/** The first stop of the Tab key: past the header, to what the page is about. */
export function SkipLink(): ReactElement {
  return (
    <a
      href="#main"
      className="sr-only z-50 rounded-control bg-accent font-medium text-on-accent focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:px-4 focus:py-3"
    >
      Skip to content
    </a>
  );
}
