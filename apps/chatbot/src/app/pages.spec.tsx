import { render, screen } from '@testing-library/react';
import type { ReactElement } from 'react';

import ChatPage from './page.tsx';
import SignInPage from './sign-in/page.tsx';

const id = '3f0e8a52-7a5c-4b8a-9f43-0d6a1f1f7c11';
let visitor: unknown;

jest.mock('next/headers', () => ({ headers: () => Promise.resolve(new Headers()) }));
jest.mock('next/navigation', () => ({
  ...jest.requireActual<object>('next/navigation'),
  redirect: (address: string) => {
    throw new Error(`redirect to ${address}`);
  },
}));
jest.mock('../server/front-end.ts', () => ({
  frontEnd: {
    getVisitor: () => Promise.resolve(visitor),
    config: () => ({ webUrl: 'http://localhost:30000' }),
  },
}));

type Page = (props: { searchParams: Promise<Record<string, string>> }) => Promise<ReactElement>;

const pages: [string, Page, string][] = [
  ['the chat', ChatPage, `/?conversation=${id}`],
  ['sign in', SignInPage, `/sign-in?conversation=${id}`],
];

const opened = (page: Page) => page({ searchParams: Promise.resolve({ conversation: id }) });

describe('a page that was opened for a conversation', () => {
  it.each(pages)(
    '%s: is tried again as it was when accounts are away',
    async (_name, page, href) => {
      visitor = 'unavailable';
      render(await opened(page));
      expect(screen.getByRole('link', { name: 'Try again' })).toHaveAttribute('href', href);
    },
  );

  it('leads to it after signing in', async () => {
    visitor = null;
    await expect(opened(ChatPage)).rejects.toThrow(`redirect to /sign-in?conversation=${id}`);
    visitor = { user: { id: 'ada', email: 'ada@example.org' } };
    await expect(opened(SignInPage)).rejects.toThrow(`redirect to /?conversation=${id}`);
  });
});
