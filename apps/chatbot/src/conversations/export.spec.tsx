import { screen, waitFor, within } from '@testing-library/react';

import { conversationsApi, milk, openChat, report } from '../testing/chat-page.tsx';
import { sendJson, sendProblem, type Handler } from '../testing/chat-server.ts';

jest.mock('next/navigation', () => jest.requireActual<object>('../testing/navigation.ts'));

interface Saved {
  name: string;
  text: Promise<string>;
}

/** What the browser is given to save; jsdom has neither addresses of blobs nor downloads. */
function catchFiles(): { saved: Saved[]; [Symbol.dispose]: () => void } {
  const saved: Saved[] = [];
  const blobs = new Map<string, Blob>();
  const made = Object.assign(URL, {
    createObjectURL: (blob: Blob) => {
      const address = `blob:${blobs.size}`;
      blobs.set(address, blob);
      return address;
    },
    revokeObjectURL: (address: string) => void blobs.delete(address),
  });
  const click = jest.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function save(
    this: HTMLAnchorElement,
  ) {
    const blob = blobs.get(this.href) ?? new Blob();
    const reader = new FileReader();
    const { promise, resolve } = Promise.withResolvers<string>();
    reader.addEventListener('load', () => resolve(String(reader.result)));
    reader.readAsText(blob);
    saved.push({ name: this.download, text: promise });
  });
  return {
    saved,
    [Symbol.dispose]: () => {
      click.mockRestore();
      Reflect.deleteProperty(made, 'createObjectURL');
      Reflect.deleteProperty(made, 'revokeObjectURL');
    },
  };
}

/** A conversation of three pages, the last of which is read first. */
const paged: Handler = (request, response) => {
  if (!request.path.endsWith(milk.id)) return conversationsApi(milk).handler(request, response);
  const cursor = Number(request.query.get('cursor') ?? 3);
  const parts = [{ type: 'text', text: `part ${cursor}` }];
  return sendJson(response, {
    ...milk,
    messages: [{ id: `${cursor}`, role: 'user', parts }],
    earlierCursor: cursor > 1 ? String(cursor - 1) : null,
    isAnswering: false,
  });
};

async function openDialog(handler: Handler) {
  const page = await openChat('/', handler);
  const button = await page.list.findByRole('button', {
    name: `Export conversation ${milk.title}`,
  });
  button.focus();
  await page.user.keyboard('{Enter}');
  const dialog = await screen.findByRole('dialog', { name: 'Export this conversation' });
  return { ...page, button, dialog: within(dialog) };
}

describe('exporting a conversation (A3)', () => {
  it.each([
    ['As Markdown', 'taskora-add-buy-milk.md'],
    ['As JSON', 'taskora-add-buy-milk.json'],
  ])('saves all of it, by keyboard: %s', async (label, name) => {
    using files = catchFiles();
    await using page = await openDialog(paged);
    page.dialog.getByRole('button', { name: label }).focus();
    await page.user.keyboard('{Enter}');
    await waitFor(() => expect(files.saved).toHaveLength(1));
    expect(files.saved[0]?.name).toBe(name);
    expect((await files.saved[0]?.text)?.match(/part \d/gu)).toEqual([
      'part 1',
      'part 2',
      'part 3',
    ]);
    await waitFor(() => expect(page.button).toHaveFocus());
  });

  it('asks once more for a page that failed', async () => {
    using files = catchFiles();
    let failures = 0;
    await using page = await openDialog((request, response) => {
      if (request.query.get('cursor') !== '2' || failures > 0) return paged(request, response);
      failures += 1;
      return sendProblem(response, 503, 'Restarting.');
    });
    await page.user.click(page.dialog.getByRole('button', { name: 'As Markdown' }));
    await waitFor(() => expect(files.saved).toHaveLength(1), { timeout: 4000 });
    expect((await files.saved[0]?.text)?.match(/part \d/gu)).toHaveLength(3);
  });

  it('asks about another one on while the one before it is still being saved', async () => {
    using files = catchFiles();
    const { promise: isAsked, resolve: letSave } = Promise.withResolvers<undefined>();
    const api = conversationsApi(milk, report);
    await using page = await openDialog(async (request, response) => {
      if (request.path.endsWith(milk.id)) await isAsked;
      return api.handler(request, response);
    });
    await page.user.click(page.dialog.getByRole('button', { name: 'As Markdown' }));
    await page.user.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
    const name = `Export conversation ${report.title}`;
    await page.user.click(page.list.getByRole('button', { name }));
    const dialog = within(await screen.findByRole('dialog'));
    expect(dialog.getByRole('button', { name: 'As JSON' })).toBeEnabled();
    letSave(undefined);
    await waitFor(() => expect(files.saved).toHaveLength(1));
    await page.user.click(dialog.getByRole('button', { name: 'As JSON' }));
    await waitFor(() => expect(files.saved).toHaveLength(2));
    expect(files.saved.map((file) => file.name)).toEqual([
      'taskora-add-buy-milk.md',
      expect.stringMatching(/report\.json$/u),
    ]);
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
  });

  it('saves nothing of what it could not read whole, and says so', async () => {
    using files = catchFiles();
    await using page = await openDialog((request, response) =>
      request.query.get('cursor') === '1'
        ? sendProblem(response, 503, 'Restarting.')
        : paged(request, response),
    );
    await page.user.click(page.dialog.getByRole('button', { name: 'As Markdown' }));
    const alert = await screen.findByRole('alert', undefined, { timeout: 4000 });
    expect(alert).toHaveTextContent('The conversation was not exported.');
    expect(files.saved).toEqual([]);
    expect(page.dialog.getByRole('button', { name: 'As Markdown' })).toBeEnabled();
  });
});
