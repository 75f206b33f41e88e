import { ApiProvider } from '@taskora/api-client';
import { UiProvider, pageColors } from '@taskora/ui';
import type { Metadata, Viewport } from 'next';
import { headers } from 'next/headers';
import type { ReactElement, ReactNode } from 'react';

import './globals.css';

export const metadata: Metadata = {
  title: { default: 'Taskora', template: '%s · Taskora' },
  description: 'Write down what needs doing, in your own words. Taskora reads the date.',
};

export const viewport: Viewport = { themeColor: pageColors };

/** Reading the nonce makes every page dynamic: one image serves every cluster and every policy. */
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
