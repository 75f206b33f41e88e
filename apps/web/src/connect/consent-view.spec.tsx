import type { ConsentRequest } from '@taskora/front-end/server';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

import { ConsentView } from './consent-view.tsx';

const request: ConsentRequest = {
  name: 'Editor',
  destination: { kind: 'this-machine', name: '127.0.0.1' },
  scopes: ['tasks:read', 'tasks:write'],
};
const leave = jest.fn();
const press = (name: string) => userEvent.click(screen.getByRole('button', { name }));

function answerWith(status: number, body: unknown): jest.Mock {
  const fetchMock = jest.fn(() =>
    Promise.resolve({ ok: status < 300, status, headers: new Headers(), json: async () => body }),
  );
  Object.assign(globalThis, { fetch: fetchMock });
  return fetchMock;
}

function show(shown = request): void {
  render(<ConsentView request={shown} email="ada@example.org" leave={leave} />);
}

beforeEach(() => {
  leave.mockReset();
  window.history.replaceState(null, '', '/connect?client_id=editor&sig=s');
});

describe('the page that asks whether a program may come in (A1)', () => {
  it('says which program wants what, of whom, and where the answer goes', () => {
    show();
    expect(screen.getByText('Editor')).toBeVisible();
    expect(screen.getByText('ada@example.org')).toBeVisible();
    expect(screen.getByRole('list', { name: 'It could' })).toHaveTextContent(
      'Read tasksAdd, change and delete tasks',
    );
    expect(screen.getByText(/The answer goes to a program on this device/u)).toBeVisible();
  });

  it('names the host of a program that is elsewhere, and the scheme of one that has its own', () => {
    show({ ...request, destination: { kind: 'host', name: 'editor.example' } });
    expect(screen.getByText('editor.example')).toBeVisible();
    show({ ...request, destination: { kind: 'program', name: 'com.example.editor' } });
    expect(screen.getByText('com.example.editor:')).toBeVisible();
  });

  it.each([
    ['Allow', true],
    ['Do not allow', false],
  ])('sends the answer of %s, and goes to where the program waits', async (name, accept) => {
    const url = 'http://127.0.0.1:7777/callback?state=s';
    const fetchMock = answerWith(200, { redirect: true, url });
    show();
    await press(name);
    const [path, options] = fetchMock.mock.calls[0] ?? [];
    expect(path).toBe('/api/auth/oauth2/consent');
    const sent = { accept, oauth_query: 'client_id=editor&sig=s' };
    expect(JSON.parse(options.body)).toEqual(sent);
    expect(leave).toHaveBeenCalledWith(url);
  });

  it('says what to do when the request is too old, and stays', async () => {
    answerWith(400, { error: 'invalid_signature' });
    show();
    await press('Allow');
    expect(await screen.findByRole('alert')).toHaveTextContent('Start again in the program.');
    expect(leave).not.toHaveBeenCalled();
    expect(screen.getByRole('button', { name: 'Allow' })).toBeEnabled();
  });
});
