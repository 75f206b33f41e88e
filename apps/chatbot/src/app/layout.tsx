import { ApiProvider } from '@taskora/api-client';
import { UiProvider, pageColors } from '@taskora/ui';
import type { Metadata, Viewport } from 'next';
import { headers } from 'next/headers';
import type { ReactElement, ReactNode } from 'react';

import './globals.css';

export const metadata: Metadata = {
  title: { default: 'Taskora Chat', template: '%s · Taskora Chat' },
  description: 'Tell Taskora what needs doing, in your own words.',
};

export const viewport: Viewport = { themeColor: pageColors };

export default async function RootLayout({
  children,
}: {
  children: ReactNode;
}): Promise<ReactElement> {
  const nonce = (await headers()).get('x-nonce') ?? undefined;
  return (
    <html lang="en">
      <body>
        <UiProvider nonce={nonce}>
          <ApiProvider>{children}</ApiProvider>
        </UiProvider>
      </body>
    </html>
  );
}
