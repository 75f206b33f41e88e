import { render, screen } from '@testing-library/react';

import { AccountsUnavailable } from './accounts-unavailable.tsx';

describe('a page while accounts are away', () => {
  it('says what is wrong and what is safe, and how to go on', () => {
    render(<AccountsUnavailable href="/somewhere" />);
    expect(screen.getByRole('heading', { level: 1 })).toHaveTextContent(/not reachable right now/);
    expect(
      screen.getByText(/You are still signed in, and your tasks and conversations are safe/),
    ).toBeVisible();
    expect(screen.getByRole('link', { name: 'Try again' })).toHaveAttribute('href', '/somewhere');
  });
});
