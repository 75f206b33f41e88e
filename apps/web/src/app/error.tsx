'use client';

import { PageFailure } from '@taskora/ui';
import type { ReactElement } from 'react';

export default function ErrorPage({ error }: { error: Error }): ReactElement {
  return <PageFailure error={error} safe="Your tasks are safe" />;
}
