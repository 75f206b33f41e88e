import type { AccountView as Account } from '@taskora/front-end/server';
import { UiProvider } from '@taskora/ui';
import { render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

import { AccountView } from './account-view.tsx';

const refresh = jest.fn();
jest.mock('next/navigation', () => ({ useRouter: () => ({ refresh }) }));

const here = {
  id: 'here',
  browser: 'Firefox',
  system: 'Linux',
  lastUsedAt: '2026-11-28T10:00:00.000Z',
  signedInAt: '2026-11-01T10:00:00.000Z',
  isThis: true,
};
const phone = { ...here, id: 'phone', browser: 'Safari', system: 'iOS', isThis: false };
const unnamed = { ...phone, id: 'unnamed', browser: null, system: null };
const account: Account = {
  user: { id: 'ada', name: 'Ada', email: 'ada@example.org' },
  devices: [here, phone, unnamed],
  invitations: null,
  hasPassword: true,
  provider: null,
};

const revoked = jest.fn();
jest.mock('@taskora/api-client', () => ({
  ...jest.requireActual('@taskora/api-client'),
  revokeAllAccessTokens: (...values: unknown[]) => revoked(...values),
}));

function show(shown: Account = account): void {
  render(
    <UiProvider nonce={undefined}>
      <AccountView account={shown} />
    </UiProvider>,
  );
}

function answerWith(status: number, body: unknown): jest.Mock {
  const fetchMock = jest.fn(() =>
    Promise.resolve({
      ok: status < 300,
      status,
      headers: new Headers(),
      json: () => Promise.resolve(body),
    }),
  );
  Object.assign(globalThis, { fetch: fetchMock });
  return fetchMock;
}

function sentBy(fetchMock: jest.Mock): unknown {
  const [url, options] = fetchMock.mock.calls[0] ?? [];
  return [url, JSON.parse(options.body)];
}

beforeEach(() => {
  refresh.mockClear();
  revoked.mockReset().mockResolvedValue(undefined);
});

describe('the devices of an account (A1)', () => {
  it('are listed with when they were used, and which of them is this one', () => {
    show();
    const list = screen.getByRole('list', { name: 'Signed-in devices' });
    const [own, other, last] = within(list).getAllByRole('listitem');
    expect(own).toHaveTextContent('Firefox on LinuxThis device');
    expect(
      own && within(own).getByRole('button', { name: 'Sign out of this device' }),
    ).toBeVisible();
    expect(other).toHaveTextContent(/Safari on iOSLast used 28 Nov 2026/);
    expect(last).toHaveTextContent('Unknown device');
  });

  it('are signed out one at a time', async () => {
    const fetchMock = answerWith(200, {});
    show();
    await userEvent.click(screen.getByRole('button', { name: 'Sign out Safari on iOS' }));
    await waitFor(() => expect(refresh).toHaveBeenCalledTimes(1));
    expect(sentBy(fetchMock)).toEqual(['/api/auth/devices/sign-out', { id: 'phone' }]);
  });

  it('are signed out all but this one', async () => {
    const fetchMock = answerWith(200, {});
    show();
    await userEvent.click(screen.getByRole('button', { name: 'Sign out all other devices' }));
    await waitFor(() => expect(refresh).toHaveBeenCalledTimes(1));
    expect(sentBy(fetchMock)).toEqual(['/api/auth/devices/sign-out-others', {}]);
    expect(revoked).toHaveBeenCalledTimes(1);
  });

  it('are signed out without the access tokens where that is unticked', async () => {
    answerWith(200, {});
    show();
    await userEvent.click(screen.getByRole('checkbox', { name: 'Also revoke all access tokens' }));
    await userEvent.click(screen.getByRole('button', { name: 'Sign out all other devices' }));
    await waitFor(() => expect(refresh).toHaveBeenCalledTimes(1));
    expect(revoked).not.toHaveBeenCalled();
  });

  it('stay as they are when the server refuses, and the reason is said', async () => {
    answerWith(503, { detail: 'Accounts cannot be reached right now.' });
    show();
    await userEvent.click(screen.getByRole('button', { name: 'Sign out all other devices' }));
    expect(
      (await screen.findAllByText(/still signed in. Accounts cannot be reached/)).length,
    ).toBeGreaterThan(0);
    expect(refresh).not.toHaveBeenCalled();
  });

  it('are nothing to sign out where there is no other', () => {
    show({ ...account, devices: [here] });
    expect(screen.getByText('You are signed in nowhere else.')).toBeVisible();
    expect(screen.queryByRole('button', { name: /all other devices/ })).toBeNull();
  });
});

describe('changing a password (A1)', () => {
  async function change(): Promise<void> {
    show();
    await userEvent.type(screen.getByLabelText('Present password'), 'what it was');
    await userEvent.type(screen.getByLabelText('New password'), 'what it shall be');
    await userEvent.click(screen.getByRole('button', { name: 'Change password' }));
  }

  it('signs other devices out unless that is not wished, says that it is done, and empties the fields', async () => {
    const fetchMock = answerWith(200, {});
    await change();
    expect(await screen.findByText('Your password is changed.')).toBeVisible();
    const sent = {
      currentPassword: 'what it was',
      newPassword: 'what it shall be',
      revokeOtherSessions: true,
    };
    expect(sentBy(fetchMock)).toEqual(['/api/auth/change-password', sent]);
    expect(screen.getByLabelText('Present password')).toHaveValue('');
    expect(refresh).toHaveBeenCalledTimes(1);
    expect(revoked).toHaveBeenCalledTimes(1);
  });

  it('says which half was done when the access tokens could not be revoked', async () => {
    answerWith(200, {});
    revoked.mockRejectedValue(new Error('away'));
    await change();
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'Your password is changed, but the access tokens were not revoked',
    );
  });

  it('revokes no access token while the password stays as it is', async () => {
    answerWith(400, { code: 'INVALID_PASSWORD' });
    await change();
    expect(await screen.findByRole('alert')).toBeVisible();
    expect(revoked).not.toHaveBeenCalled();
  });

  it('says that the present one is not right, and keeps what was typed', async () => {
    answerWith(400, { code: 'INVALID_PASSWORD' });
    await change();
    expect(await screen.findByRole('alert')).toHaveTextContent('present password is not right');
    expect(screen.getByLabelText('New password')).toHaveValue('what it shall be');
  });
});

describe('the provider of identities (A1)', () => {
  const provider = { name: 'House', isConnected: false };

  it('is connected from here, and the reason is said where that cannot be done', async () => {
    const fetchMock = answerWith(503, { detail: 'The sign-in service cannot be reached.' });
    show({ ...account, provider });
    await userEvent.click(screen.getByRole('button', { name: 'Connect House' }));
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'Nothing was connected. The sign-in service cannot be reached.',
    );
    expect(sentBy(fetchMock)).toEqual(['/api/auth/oidc/connect', {}]);
  });

  it('is not offered again to an account that is connected, nor a change of no password', () => {
    show({ ...account, provider: { ...provider, isConnected: true }, hasPassword: false });
    expect(screen.queryByRole('button', { name: /Connect/ })).toBeNull();
    expect(screen.queryByLabelText('Present password')).toBeNull();
    expect(screen.getByRole('link', { name: 'Ask for a link' })).toBeVisible();
  });
});
