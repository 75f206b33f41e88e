import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

import { PageFailure } from './page-failure.tsx';

const outdated = Object.assign(new Error('Failed to load chunk /_next/static/a.js'), {
  name: 'ChunkLoadError',
});

/** jsdom loads no page, and says of each attempt that it does not. */
function countLoads(): () => number {
  const said = jest.spyOn(console, 'error').mockImplementation(() => undefined);
  return () => said.mock.calls.filter(([message]) => /navigation/u.test(String(message))).length;
}

beforeEach(() => sessionStorage.clear());

describe('a page that could not be shown', () => {
  it('is loaded anew by itself when it is older than the server, once', () => {
    const loads = countLoads();
    const { unmount } = render(<PageFailure error={outdated} safe="Your tasks are safe" />);
    expect(loads()).toBe(1);
    unmount();
    render(<PageFailure error={outdated} safe="Your tasks are safe" />);
    expect(loads()).toBe(1);
    expect(screen.getByText(/missing on the server\. Your tasks are safe/u)).toBeVisible();
  });

  it('is loaded anew as a whole on request, whatever its fault is', async () => {
    const loads = countLoads();
    render(<PageFailure error={new TypeError('x is undefined')} safe="Your tasks are safe" />);
    expect(loads()).toBe(0);
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(loads()).toBe(1);
  });
});
