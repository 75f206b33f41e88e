'use client';

import { PageFailure } from '@taskora/ui';
import type { ReactElement } from 'react';

export default function ErrorPage({ error }: { error: Error }): ReactElement {
  return <PageFailure error={error} section="Chat" safe="Your tasks and conversations are safe" />;
}
