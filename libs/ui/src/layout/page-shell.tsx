import type { ReactElement, ReactNode } from 'react';

import { classNames } from '../class-names.ts';
import { ProductName } from './product-name.tsx';
import { SkipLink } from './skip-link.tsx';

export interface PageShellProps {
  /** Which part of the product this is, beside its name. */
  section?: string;
  homeHref?: string;
  nav?: ReactNode;
  account?: ReactNode;
  width?: 'narrow' | 'medium' | 'full';
  /** The main part takes exactly what the window leaves and scrolls inside itself. */
  fill?: boolean;
  children: ReactNode;
}

const widths = { narrow: 'max-w-2xl', medium: 'max-w-4xl', full: 'max-w-none' };

export function PageShell({
  section,
  homeHref = '/',
  nav,
  account,
  width = 'medium',
  fill = false,
  children,
}: PageShellProps): ReactElement {
  return (
    // A stacking context of its own: what floats over the page lies over its sticky header too.
    <div
      className={classNames('isolate flex flex-col', fill ? 'h-dvh overflow-hidden' : 'min-h-dvh')}
    >
      <SkipLink />
      <header className="sticky top-0 z-10 border-b border-line bg-canvas">
        <div className="flex min-h-14 flex-wrap items-center gap-x-1 px-3 py-1.5 min-[22rem]:gap-x-2 min-[22rem]:px-4 sm:gap-x-4 sm:px-6">
          <ProductName href={homeHref} section={section} />
          {nav ? (
            <nav aria-label="Main" className="ml-auto flex flex-wrap items-center gap-1 sm:ml-2">
              {nav}
            </nav>
          ) : null}
          {account ? (
            <div
              className={classNames(
                'flex min-w-0 flex-wrap items-center gap-1 whitespace-nowrap',
                nav ? 'sm:ml-auto' : 'ml-auto',
              )}
            >
              {account}
            </div>
          ) : null}
        </div>
      </header>
      <main
        id="main"
        tabIndex={-1}
        className={classNames(
          'flex w-full flex-1 flex-col outline-none',
          fill ? 'min-h-0' : classNames('mx-auto px-4 py-6 sm:px-6 sm:py-10', widths[width]),
        )}
      >
        {children}
      </main>
    </div>
  );
}
