import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

import { Button } from './button.tsx';
import { IconButton } from './icon-button.tsx';
import { LinkButton, TextLink } from './link.tsx';

describe('Button', () => {
  it('does not submit a form unless it is told to', async () => {
    const submit = jest.fn((event: React.FormEvent) => event.preventDefault());
    render(
      <form onSubmit={submit}>
        <Button>Look</Button>
        <Button type="submit">Save</Button>
      </form>,
    );
    await userEvent.click(screen.getByRole('button', { name: 'Look' }));
    expect(submit).not.toHaveBeenCalled();
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    expect(submit).toHaveBeenCalledTimes(1);
  });

  it('is pressed with Enter and with the space bar', async () => {
    const press = jest.fn();
    render(<Button onClick={press}>Add</Button>);
    await userEvent.tab();
    await userEvent.keyboard('{Enter} ');
    expect(press).toHaveBeenCalledTimes(2);
  });

  it('keeps name and focus but ignores clicks while work is pending', async () => {
    const press = jest.fn();
    const { rerender } = render(<Button onClick={press}>Add</Button>);
    await userEvent.tab();
    rerender(
      <Button onClick={press} pending>
        Add
      </Button>,
    );
    const button = screen.getByRole('button', { name: 'Add' });
    expect(button).toHaveFocus();
    expect(button).toHaveAttribute('aria-busy', 'true');
    await userEvent.keyboard('{Enter}');
    await userEvent.click(button);
    expect(press).not.toHaveBeenCalled();
  });

  it('names an icon in words', () => {
    render(<IconButton icon="trash" label="Delete buy milk" />);
    expect(screen.getByRole('button', { name: 'Delete buy milk' })).toBeEnabled();
  });
});

describe('room for a finger', () => {
  it('is as wide as high for a button with a short word', () => {
    render(
      <>
        <Button>ok</Button>
        <Button size="small">no</Button>
      </>,
    );
    expect(screen.getByRole('button', { name: 'ok' })).toHaveClass('min-h-target min-w-target');
    expect(screen.getByRole('button', { name: 'no' })).toHaveClass(
      'pointer-coarse:min-h-target pointer-coarse:min-w-target',
    );
  });

  it('is given to a link that stands alone, and not to one inside a sentence', () => {
    render(
      <>
        <TextLink href="/tasks" roomy>
          Open in Tasks
        </TextLink>
        <TextLink href="/help">help</TextLink>
      </>,
    );
    const room = 'pointer-coarse:min-h-target';
    expect(screen.getByRole('link', { name: 'Open in Tasks' })).toHaveClass(room);
    expect(screen.getByRole('link', { name: 'help' })).not.toHaveClass(room);
  });
});

describe('links', () => {
  it('stay links, also when a router renders them', () => {
    const RouterLink = ({ children, ...props }: React.ComponentProps<'a'>) => (
      <a data-router {...props}>
        {children}
      </a>
    );
    render(<LinkButton render={<RouterLink href="/sign-in" />}>Sign in</LinkButton>);
    const link = screen.getByRole('link', { name: 'Sign in' });
    expect(link).toHaveAttribute('href', '/sign-in');
    expect(link).toHaveAttribute('data-router');
  });
});
