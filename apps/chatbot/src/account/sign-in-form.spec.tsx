import { SignInForm } from '@taskora/ui';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderToString } from 'react-dom/server';

import { ChatServer } from '../testing/chat-server.ts';

describe('signing in (A1)', () => {
  it('never puts a password into the address, not even before scripts answer', () => {
    const page = document.createElement('div');
    page.innerHTML = renderToString(<SignInForm nextPage="/" />);
    expect(page.querySelector('form')).toHaveAttribute('method', 'post');
    expect(page.querySelector('button')).toBeDisabled();
    for (const field of page.querySelectorAll('input')) expect(field).toHaveAttribute('readonly');
  });

  it('lets password managers know the fields', () => {
    render(<SignInForm nextPage="/" />);
    expect(screen.getByLabelText('Email')).toHaveAttribute('autocomplete', 'username');
    expect(screen.getByLabelText('Password')).toHaveAttribute('autocomplete', 'current-password');
  });

  it('says why it failed, keeps what was typed, and can be tried again', async () => {
    await using server = await ChatServer.start((_request, response) => {
      response.writeHead(401, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ code: 'INVALID_EMAIL_OR_PASSWORD' }));
    });
    const user = userEvent.setup();
    render(<SignInForm nextPage="/" />);
    await user.type(screen.getByLabelText('Email'), 'ada@example.com');
    await user.type(screen.getByLabelText('Password'), 'wrong{Enter}');
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The email or the password is not right.',
    );
    expect(screen.getByLabelText('Email')).toHaveValue('ada@example.com');
    expect(screen.getByRole('button', { name: 'Sign in' })).toBeEnabled();
    expect(server.asked()).toEqual([
      {
        method: 'POST',
        path: '/api/auth/sign-in/email',
        body: { email: 'ada@example.com', password: 'wrong' },
      },
    ]);
  });
});
