import { screen, waitFor, within } from '@testing-library/react';

import { conversationsApi, milk, openChat, report } from '../testing/chat-page.tsx';
import { sendProblem } from '../testing/chat-server.ts';

jest.mock('next/navigation', () => jest.requireActual<object>('../testing/navigation.ts'));

const renameMilk = `Rename conversation ${milk.title}`;
const fieldName = `New title of ${milk.title}`;

async function openForm(api = conversationsApi(milk, report)) {
  const page = await openChat('/', api.handler);
  const button = await page.list.findByRole('button', { name: renameMilk });
  button.focus();
  await page.user.keyboard('{Enter}');
  const patches = () => page.server.received.filter(({ method }) => method === 'PATCH');
  return { ...page, api, patches, field: page.list.getByRole('textbox', { name: fieldName }) };
}

describe('renaming a conversation (A3)', () => {
  it('is done by keyboard alone, in its place, and gives the focus back', async () => {
    await using page = await openForm();
    expect(page.field).toHaveFocus();
    expect(page.field).toHaveValue(milk.title);
    // What is there is selected, so that typing replaces it.
    await page.user.keyboard('groceries{Enter}');
    expect(await page.list.findByRole('button', { name: 'groceries' })).toBeVisible();
    expect(page.patches().map(({ body }) => body)).toEqual([
      { title: 'groceries', formerTitle: milk.title },
    ]);
    await waitFor(() =>
      expect(
        page.list.getByRole('button', { name: 'Rename conversation groceries' }),
      ).toHaveFocus(),
    );
    expect(page.list.getByText('Renamed to groceries.')).toHaveAttribute('role', 'status');
  });

  it.each([
    ['Escape', '{Escape}'],
    ['Enter on what is the same', '{Enter}'],
  ])('sends nothing at %s', async (_how, keys) => {
    await using page = await openForm();
    if (keys === '{Escape}') await page.user.keyboard('something else');
    await page.user.keyboard(keys);
    expect(await page.list.findByRole('button', { name: renameMilk })).toHaveFocus();
    expect(page.list.getByRole('button', { name: milk.title })).toBeVisible();
    expect(page.patches()).toEqual([]);
  });

  it('closes the form alone with Escape, and not the drawer around it', async () => {
    await using page = await openChat('/', conversationsApi(milk).handler);
    await page.list.findByRole('button', { name: renameMilk });
    await page.user.click(screen.getByRole('button', { name: 'Conversations' }));
    const drawer = within(await screen.findByRole('dialog', { name: 'Conversations' }));
    await page.user.click(await drawer.findByRole('button', { name: renameMilk }));
    await page.user.keyboard('{Escape}');
    expect(await drawer.findByRole('button', { name: renameMilk })).toHaveFocus();
    expect(screen.getByRole('dialog', { name: 'Conversations' })).toBeVisible();
  });

  it.each([
    ['   ', 'Write a title.'],
    ['😀'.repeat(81), '1 character too many.'],
    ['x'.repeat(83), '3 characters too many.'],
  ])('takes no title that the service would refuse', async (title, fault) => {
    await using page = await openForm();
    await page.user.clear(page.field);
    await page.user.click(page.field);
    await page.user.paste(title);
    await page.user.keyboard('{Enter}');
    expect(page.field).toHaveAccessibleDescription(fault);
    expect(page.patches()).toEqual([]);
  });

  it('replaces no title that was given elsewhere unseen, and the next time does', async () => {
    await using page = await openForm();
    const stored = page.api.stored.get(milk.id);
    if (stored) stored.title = 'shopping';
    await page.user.keyboard('groceries{Enter}');
    const said = 'It was renamed to “shopping” meanwhile. Save again to replace that title.';
    await waitFor(() => expect(page.field).toHaveAccessibleDescription(said));
    expect(page.field).toHaveValue('groceries');
    expect(stored?.title).toBe('shopping');
    await page.user.click(page.list.getByRole('button', { name: 'Save' }));
    expect(await page.list.findByRole('button', { name: 'groceries' })).toBeVisible();
    expect(page.patches().at(-1)?.body).toEqual({ title: 'groceries', formerTitle: 'shopping' });
  });

  it('takes an attempt whose answers were lost for what it was', async () => {
    const api = conversationsApi(milk);
    const original = api.handler;
    let lost = 0;
    api.handler = (request, response) => {
      if (request.method !== 'PATCH' || lost >= 2) return original(request, response);
      lost += 1;
      // It is done, and nobody knows.
      const stored = api.stored.get(milk.id);
      if (stored) stored.title = 'groceries';
      return sendProblem(response, 504, 'It is not known whether this was done.');
    };
    await using page = await openForm(api);
    await page.user.keyboard('groceries{Enter}');
    const said = 'It is not known whether it was renamed. Save again to be sure.';
    await waitFor(() => expect(page.field).toHaveAccessibleDescription(said));
    await page.user.keyboard('{Enter}');
    expect(await page.list.findByRole('button', { name: 'groceries' })).toBeVisible();
  });

  it('says so when the conversation is gone', async () => {
    await using page = await openForm();
    page.api.stored.delete(milk.id);
    await page.user.keyboard('groceries{Enter}');
    expect(await screen.findByRole('alert')).toHaveTextContent('The conversation was not renamed.');
    await waitFor(() =>
      expect(page.list.queryByRole('button', { name: milk.title })).not.toBeInTheDocument(),
    );
  });
});
