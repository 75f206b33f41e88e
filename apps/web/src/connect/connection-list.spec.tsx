import type { Connection } from '@taskora/front-end/server';
import { UiProvider } from '@taskora/ui';
import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

import { ConnectionList } from './connection-list.tsx';

const refresh = jest.fn();
jest.mock('next/navigation', () => ({ useRouter: () => ({ refresh }) }));

const editor: Connection = {
  id: 'one',
  name: 'Editor',
  scopes: ['tasks:read', 'offline_access'],
  connectedAt: '2026-11-01T10:00:00.000Z',
  lastUsedAt: '2026-11-28T10:00:00.000Z',
};

function answerWith(status: number, body: unknown): jest.Mock {
  const fetchMock = jest.fn(() =>
    Promise.resolve({ ok: status < 300, status, headers: new Headers(), json: async () => body }),
  );
  Object.assign(globalThis, { fetch: fetchMock });
  return fetchMock;
}

function show(connections: Connection[] = [editor]): void {
  render(
    <UiProvider nonce={undefined}>
      <ConnectionList connections={connections} />
    </UiProvider>,
  );
}

const press = (name: string) => userEvent.click(screen.getByRole('button', { name }));

beforeEach(() => refresh.mockReset());

describe('the list of connected programs (A1)', () => {
  it('says what each may do, and since when', () => {
    show();
    const [row] = within(screen.getByRole('list')).getAllByRole('listitem');
    expect(row).toHaveTextContent(/^EditorRead tasksConnected 1 Nov 2026.*last used 28 Nov 2026/u);
  });

  it('says that there is none', () => {
    show([]);
    expect(screen.getByText('There is none.')).toBeVisible();
  });

  it('disconnects one after a question', async () => {
    const fetchMock = answerWith(200, { status: true });
    show();
    await press('Disconnect Editor');
    expect(fetchMock).not.toHaveBeenCalled();
    await press('Disconnect');
    const [path, options] = fetchMock.mock.calls[0] ?? [];
    expect([path, JSON.parse(options.body)]).toEqual(['/api/auth/connections/end', { id: 'one' }]);
    expect(refresh).toHaveBeenCalled();
    expect(screen.getByText('Disconnected: Editor')).toBeInTheDocument();
  });

  it('says when one was not disconnected', async () => {
    answerWith(503, { detail: 'Accounts cannot be reached right now.' });
    show();
    await press('Disconnect Editor');
    await press('Disconnect');
    expect(await screen.findByRole('alert')).toHaveTextContent('The program is still connected.');
    expect(refresh).not.toHaveBeenCalled();
  });
});
