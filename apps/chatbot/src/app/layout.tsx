import { ApiProvider } from '@taskora/api-client';
import { UiProvider, pageColorsOf, themeCookie, themeIn } from '@taskora/ui';
import type { Metadata, Viewport } from 'next';
import { cookies, headers } from 'next/headers';
import type { ReactElement, ReactNode } from 'react';

import './globals.css';

export const metadata: Metadata = {
  title: { default: 'Taskora Chat', template: '%s · Taskora Chat' },
  description: 'Tell Taskora what needs doing, in your own words.',
};

/** What this browser remembers; its first page has it already, without a script. */
async function chosenTheme(): Promise<ReturnType<typeof themeIn>> {
  return themeIn((await cookies()).get(themeCookie)?.value);
}

export async function generateViewport(): Promise<Viewport> {
  return { themeColor: pageColorsOf(await chosenTheme()) };
}

export default async function RootLayout({
  children,
}: {
  children: ReactNode;
}): Promise<ReactElement> {
  const nonce = (await headers()).get('x-nonce') ?? undefined;
  return (
    <html lang="en" data-theme={await chosenTheme()}>
      <body>
        <UiProvider nonce={nonce}>
          <ApiProvider>{children}</ApiProvider>
        </UiProvider>
      </body>
    </html>
  );
}
