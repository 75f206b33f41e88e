'use client';

import { PageFailure } from '@taskora/ui';
import type { ReactElement } from 'react';

import './globals.css';

/** For a failure of what is around every page, which therefore brings its own document. */
export default function GlobalError({ error }: { error: Error }): ReactElement {
  return (
    <html lang="en">
      <body>
        <title>Taskora</title>
        <PageFailure error={error} safe="Your tasks are safe" />
      </body>
    </html>
  );
}
