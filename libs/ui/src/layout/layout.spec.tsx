import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

import { AuthCard } from './auth-card.tsx';
import { EmptyState } from './empty-state.tsx';
import { PageShell } from './page-shell.tsx';

describe('PageShell', () => {
  it('has landmarks, and a first stop that leads to the content', async () => {
    render(
      <PageShell section="Chat" nav={<a href="/tasks">Open tasks</a>}>
        <p>Content</p>
      </PageShell>,
    );
    expect(screen.getByRole('banner')).toContainElement(
      screen.getByRole('navigation', { name: 'Main' }),
    );
    const main = screen.getByRole('main');
    expect(main).toHaveTextContent('Content');
    await userEvent.tab();
    const skip = screen.getByRole('link', { name: 'Skip to content' });
    expect(skip).toHaveFocus();
    expect(skip).toHaveAttribute('href', `#${main.id}`);
  });

  it('leads home by the product’s name', () => {
    render(
      <PageShell section="Chat" homeHref="/home">
        <p>Content</p>
      </PageShell>,
    );
    expect(screen.getByRole('link', { name: 'Taskora Chat' })).toHaveAttribute('href', '/home');
  });
});

it('gives a sign-in page one main heading', () => {
  render(<AuthCard title="Sign in">form</AuthCard>);
  expect(screen.getByRole('heading', { level: 1, name: 'Sign in' })).toBeVisible();
});

it('says in an empty place what belongs there', () => {
  render(<EmptyState title="No tasks yet">Add the first one above.</EmptyState>);
  expect(screen.getByRole('heading', { name: 'No tasks yet' })).toBeVisible();
  expect(screen.getByText('Add the first one above.')).toBeVisible();
});
