import { screen, waitFor, within } from '@testing-library/react';

import { conversationsApi, milk, openChat, report } from '../testing/chat-page.tsx';
import { sendJson, sendProblem } from '../testing/chat-server.ts';

jest.mock('next/navigation', () => jest.requireActual<object>('../testing/navigation.ts'));

const searchName = 'Search conversations';

async function open(handler = conversationsApi(milk, report).handler) {
  const page = await openChat('/', handler);
  await page.list.findByRole('button', { name: milk.title });
  const searches = () =>
    page.server.received
      .filter(({ path }) => path === '/api/v1/conversations')
      .map(({ query }) => query.get('search'));
  const field = page.list.getByRole('textbox', { name: searchName });
  // At once, for each key after a pause would be searched for by itself.
  const search = async (text: string) => {
    await page.user.click(field);
    await page.user.paste(text);
  };
  return { ...page, searches, search, field };
}

describe('searching conversations (A3)', () => {
  it('shows what was found in titles, and says how many that are', async () => {
    await using page = await open();
    await page.search('REPORT');
    await waitFor(() =>
      expect(page.list.queryByRole('button', { name: milk.title })).not.toBeInTheDocument(),
    );
    expect(page.list.getByText('1 conversation has these words.')).toHaveAttribute(
      'role',
      'status',
    );
    expect(page.searches().filter(Boolean)).toEqual(['REPORT']);
  });

  it('says that a conversation was renamed, until something else is searched for', async () => {
    await using page = await open();
    await page.search('report');
    expect(await page.list.findByText('1 conversation has these words.')).toBeInTheDocument();
    const rename = `Rename conversation ${report.title}`;
    await page.user.click(page.list.getByRole('button', { name: rename }));
    await page.user.keyboard('the report{Enter}');
    expect(await page.list.findByText('Renamed to the report.')).toHaveAttribute('role', 'status');
    await page.user.clear(page.field);
    await page.search('milk');
    expect(await page.list.findByText('1 conversation has these words.')).toBeInTheDocument();
    await page.user.clear(page.field);
    await page.list.findByRole('button', { name: 'the report' });
    expect(page.list.queryByText('Renamed to the report.')).not.toBeInTheDocument();
  });

  it('shows the words around what was said, and opens it', async () => {
    const api = conversationsApi(milk, report);
    const stored = api.stored.get(report.id);
    if (stored) stored.title = 'work';
    await using page = await open(api.handler);
    await page.search('finish');
    const row = await page.list.findByRole('button', { name: `work ${report.title}` });
    expect(within(row).getByText(report.title)).toBeVisible();
    await page.user.click(row);
    expect(await screen.findByText(`Said about ${report.title}.`)).toBeVisible();
  });

  it('says when there is nothing, and Escape brings all of them back', async () => {
    await using page = await open();
    await page.search('nowhere');
    expect(await page.list.findByText('“nowhere” is in no title and in no message.')).toBeVisible();
    await page.user.keyboard('{Escape}');
    expect(page.field).toHaveValue('');
    expect(page.field).toHaveFocus();
    expect(await page.list.findByRole('button', { name: milk.title })).toBeVisible();
  });

  it('asks for the pages after the first with the same words', async () => {
    const more = { id: report.id, title: 'buy bread', updatedAt: '2026-11-21T10:00:00Z' };
    const asked: string[] = [];
    await using page = await open(({ path, query }, response) => {
      if (path !== '/api/v1/conversations') return sendProblem(response, 404, 'Not here.');
      const isSecond = query.get('cursor') === 'next';
      if (query.get('search')) asked.push(query.toString());
      const item = isSecond ? more : { ...milk, updatedAt: more.updatedAt };
      return sendJson(response, { items: [item], nextCursor: isSecond ? null : 'next' });
    });
    await page.search('buy');
    expect(
      await page.list.findByText('The first 1 of the conversations with these words are shown.'),
    ).toBeInTheDocument();
    await page.user.click(page.list.getByRole('button', { name: 'Show more conversations' }));
    expect(await page.list.findByRole('button', { name: more.title })).toBeVisible();
    expect(asked).toEqual(['search=buy', 'cursor=next&search=buy']);
  });

  it('says when it did not work, and tries again', async () => {
    const api = conversationsApi(milk, report);
    let isAway = true;
    await using page = await open((request, response) =>
      request.query.get('search') && isAway
        ? sendProblem(response, 503, 'Restarting.')
        : api.handler(request, response),
    );
    await page.search('report');
    expect(await page.list.findByText(/could not be loaded\. Restarting\./u)).toBeVisible();
    isAway = false;
    await page.user.click(page.list.getByRole('button', { name: 'Retry' }));
    expect(await page.list.findByRole('button', { name: report.title })).toBeVisible();
  });
});
