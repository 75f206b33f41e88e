import type { ReactElement, ReactNode } from 'react';

export interface SkipLinkProps {
  href?: string;
  children?: ReactNode;
}

/** The first stop of the Tab key: past the header, to what the page is about. */
export function SkipLink({
  href = '#main',
  children = 'Skip to content',
}: SkipLinkProps): ReactElement {
  return (
    <a
      href={href}
      className="sr-only z-50 rounded-control bg-accent px-4 py-3 font-medium text-on-accent focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
    >
      {children}
    </a>
  );
}
