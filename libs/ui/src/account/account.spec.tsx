import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

import { UiProvider } from '../ui-provider.tsx';
import { SignInForm } from './sign-in-form.tsx';
import { SignOutButton } from './sign-out-button.tsx';
import { announceWork, hasWorkEnded } from './unfinished-work.ts';

const refused = { ok: false, message: 'The server could not be reached.' } as const;

it('says why somebody is still signed in, and lets them try again', async () => {
  const signOut = jest.fn(() => Promise.resolve(refused));
  render(
    <UiProvider nonce={undefined}>
      <SignOutButton signOut={signOut} landingPage="/" />
    </UiProvider>,
  );
  await userEvent.click(screen.getByRole('button', { name: 'Sign out' }));
  expect((await screen.findAllByText(refused.message)).length).toBeGreaterThan(0);
  expect(screen.getByRole('button', { name: 'Sign out' })).toBeEnabled();
});

it('makes one attempt at a time', async () => {
  const signIn = jest.fn(() => new Promise<never>(() => undefined));
  render(<SignInForm signIn={signIn} nextPage="/" />);
  await userEvent.type(screen.getByLabelText('Email'), 'ada@example.com');
  await userEvent.type(screen.getByLabelText('Password'), 'secret{Enter}{Enter}');
  expect(signIn).toHaveBeenCalledTimes(1);
});

it('shows the password on request, and hides it again', async () => {
  render(<SignInForm signIn={() => new Promise<never>(() => undefined)} nextPage="/" />);
  const show = screen.getByRole('button', { name: 'Show password' });
  expect(screen.getByLabelText('Password')).toHaveAttribute('type', 'password');
  await userEvent.click(show);
  expect(screen.getByLabelText('Password')).toHaveAttribute('type', 'text');
  expect(show).toHaveAttribute('aria-pressed', 'true');
  await userEvent.click(show);
  expect(screen.getByLabelText('Password')).toHaveAttribute('type', 'password');
});

it('signs nobody out before what the page saves has been answered', async () => {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const takeBack = announceWork(() => promise);
  const signOut = jest.fn(() => Promise.resolve(refused));
  render(
    <UiProvider nonce={undefined}>
      <SignOutButton signOut={signOut} landingPage="/" />
    </UiProvider>,
  );
  await userEvent.click(screen.getByRole('button', { name: 'Sign out' }));
  expect(signOut).not.toHaveBeenCalled();
  resolve(undefined);
  await waitFor(() => expect(signOut).toHaveBeenCalledTimes(1));
  takeBack();
});

it('does not wait for ever for what the page saves', async () => {
  const takeBack = announceWork(() => new Promise(() => undefined));
  await expect(hasWorkEnded(1)).resolves.toBe(false);
  takeBack();
  await expect(hasWorkEnded(1)).resolves.toBe(true);
});
