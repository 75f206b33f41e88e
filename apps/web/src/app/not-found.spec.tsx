import { render, screen } from '@testing-library/react';
import NotFound from './not-found.tsx';

describe('an address of no page', () => {
  it('has a heading that says so, and a link to the tasks', () => {
    render(<NotFound />);
    expect(screen.getByRole('heading', { level: 1, name: 'Page not found' })).toBeVisible();
    expect(screen.getByRole('link', { name: 'Go to Taskora' })).toHaveAttribute('href', '/');
  });
});
