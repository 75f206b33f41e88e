import { SignInForm } from '@taskora/ui';
import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

interface Reply {
  status: number;
  body: unknown;
  headers?: Record<string, string>;
}

function answerWith({ status, body, headers = {} }: Reply): jest.Mock {
  const ok = status < 300;
  const response = { ok, status, headers: new Headers(headers), json: () => Promise.resolve(body) };
  const fetchMock = jest.fn(() => Promise.resolve(response));
  Object.assign(globalThis, { fetch: fetchMock });
  return fetchMock;
}

async function attempt(): Promise<void> {
  render(<SignInForm nextPage="/tasks" />);
  await userEvent.type(screen.getByLabelText('Email'), ' ada@example.com ');
  await userEvent.type(screen.getByLabelText('Password'), ' with spaces ');
  await userEvent.click(screen.getByRole('button', { name: 'Sign in' }));
}

describe('signing in (A1)', () => {
  it('sends the email without spaces around it, and the password as it is', async () => {
    const fetchMock = answerWith({ status: 401, body: {} });
    await attempt();
    await waitFor(() => expect(fetchMock).toHaveBeenCalled());
    const [url, options] = fetchMock.mock.calls[0] ?? [];
    expect(url).toBe('/api/auth/sign-in/email');
    const sent = { email: 'ada@example.com', password: ' with spaces ' };
    expect(JSON.parse(options.body)).toEqual(sent);
  });

  it('says what is wrong and lets the person try again', async () => {
    answerWith({ status: 401, body: { code: 'INVALID_EMAIL_OR_PASSWORD' } });
    await attempt();
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'email or the password is not right',
    );
    expect(screen.getByRole('button', { name: 'Sign in' })).toBeEnabled();
  });

  it('says how long to wait after too many attempts', async () => {
    answerWith({ status: 429, body: {}, headers: { 'retry-after': '42' } });
    await attempt();
    expect(await screen.findByRole('alert')).toHaveTextContent('Wait 42 seconds');
  });

  it('says that nothing happened when the server is away', async () => {
    Object.assign(globalThis, { fetch: () => Promise.reject(new TypeError('failed')) });
    await attempt();
    expect(await screen.findByRole('alert')).toHaveTextContent('You are not signed in.');
  });
});
