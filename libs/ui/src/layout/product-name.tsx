import type { ReactElement } from 'react';

export interface ProductNameProps {
  href: string;
  section?: string | undefined;
}

/** The mark and the name, which lead home. */
export function ProductName({ href, section }: ProductNameProps): ReactElement {
  return (
    <a
      href={href}
      className="flex min-h-target shrink-0 items-center gap-2 rounded-control font-serif text-lg font-semibold tracking-tight text-ink no-underline"
    >
      <svg aria-hidden="true" focusable="false" viewBox="0 0 24 24" className="size-6 shrink-0">
        <rect x="1.5" y="1.5" width="21" height="21" rx="7" className="fill-accent" />
        <path
          d="M7 12.5l3.5 3.5L17.5 8.5"
          fill="none"
          strokeWidth="2.25"
          strokeLinecap="round"
          strokeLinejoin="round"
          className="stroke-on-accent"
        />
      </svg>
      <span>Taskora</span>
      {section ? (
        <span className="font-sans text-base font-normal tracking-normal text-muted max-sm:sr-only">
          {section}
        </span>
      ) : null}
    </a>
  );
}
