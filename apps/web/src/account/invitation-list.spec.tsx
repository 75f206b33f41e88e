import type { Invitation } from '@taskora/front-end/server';
import { UiProvider } from '@taskora/ui';
import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

import { InvitationList } from './invitation-list.tsx';
import { signUpRefusal } from './sign-up-refusal.ts';

const open: Invitation = {
  id: 'open',
  label: 'Bob',
  expiresAt: '2026-12-05T10:00:00.000Z',
  usedBy: null,
};
const used: Invitation = { ...open, id: 'used', label: null, usedBy: 'eve@example.org' };
const link = 'http://localhost:30000/sign-up?invitation=secret';

function answerWith(status: number, body: unknown): jest.Mock {
  const response = {
    ok: status < 300,
    status,
    headers: new Headers(),
    json: () => Promise.resolve(body),
  };
  const fetchMock = jest.fn(() => Promise.resolve(response));
  Object.assign(globalThis, { fetch: fetchMock });
  return fetchMock;
}

function show(): jest.Mock {
  const onChanged = jest.fn();
  render(
    <UiProvider nonce={undefined}>
      <InvitationList invitations={[open, used]} onChanged={onChanged} />
    </UiProvider>,
  );
  return onChanged;
}

describe('the invitations of an account (A1)', () => {
  it('are listed with what became of them, and those that were used stay', () => {
    show();
    const [first, second] = screen.getAllByRole('listitem');
    expect(first).toHaveTextContent(/For BobCan be used until 5 Dec 2026/);
    expect(second).toHaveTextContent('For somebodyUsed by eve@example.org');
    expect(screen.getAllByRole('button', { name: /^Revoke/ })).toHaveLength(1);
  });

  it('are made for somebody, and their link is shown', async () => {
    const fetchMock = answerWith(200, { link });
    const onChanged = show();
    await userEvent.type(screen.getByLabelText('Who is it for?'), ' Carol ');
    await userEvent.click(screen.getByRole('button', { name: 'Invite' }));
    expect(await screen.findByLabelText('Link of the invitation')).toHaveValue(link);
    const [url, options] = fetchMock.mock.calls[0] ?? [];
    expect([url, options.body]).toEqual(['/api/auth/invitations/create', '{"label":"Carol"}']);
    expect(onChanged).toHaveBeenCalledTimes(1);
  });

  it('are not made where the server refuses, which says why', async () => {
    answerWith(409, { code: 'TOO_MANY_INVITATIONS', message: 'Too many invitations are open.' });
    const onChanged = show();
    await userEvent.click(screen.getByRole('button', { name: 'Invite' }));
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'Nobody was invited. Too many invitations are open.',
    );
    expect(screen.queryByLabelText('Link of the invitation')).toBeNull();
    expect(onChanged).not.toHaveBeenCalled();
  });

  it('are revoked one at a time', async () => {
    const fetchMock = answerWith(200, {});
    const onChanged = show();
    await userEvent.click(screen.getByRole('button', { name: 'Revoke the invitation for Bob' }));
    await waitFor(() => expect(onChanged).toHaveBeenCalledTimes(1));
    const [url, options] = fetchMock.mock.calls[0] ?? [];
    expect([url, options.body]).toEqual(['/api/auth/invitations/revoke', '{"id":"open"}']);
  });
});

describe('a sign-up that is not possible (A1)', () => {
  it.each(['closed', 'invitation-needed', 'invitation-invalid'] as const)(
    'says what can be done: %s',
    (state) => {
      expect(signUpRefusal(state)?.advice).toMatch(/ask the person who runs this Taskora/i);
    },
  );

  it.each(['first', 'invited', 'open'] as const)('is not said of one that is: %s', (state) => {
    expect(signUpRefusal(state)).toBeUndefined();
  });
});
