import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';

import { Button } from '../button/button.tsx';
import { AlertDialog } from './alert-dialog.tsx';
import { Dialog } from './dialog.tsx';

function Deletion({ onConfirm }: { onConfirm: () => void }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>Delete</Button>
      <AlertDialog
        open={open}
        onOpenChange={setOpen}
        title="Delete this conversation?"
        description="Its messages go; your tasks stay."
        confirmLabel="Delete conversation"
        cancelLabel="Cancel"
        onConfirm={onConfirm}
      />
    </>
  );
}

describe('AlertDialog', () => {
  it('is named and described, and takes Escape for a no', async () => {
    const confirm = jest.fn();
    render(<Deletion onConfirm={confirm} />);
    await userEvent.click(screen.getByRole('button', { name: 'Delete' }));
    const dialog = await screen.findByRole('alertdialog', { name: 'Delete this conversation?' });
    expect(dialog).toHaveAccessibleDescription('Its messages go; your tasks stay.');
    await userEvent.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('alertdialog')).not.toBeInTheDocument());
    expect(confirm).not.toHaveBeenCalled();
    await waitFor(() => expect(screen.getByRole('button', { name: 'Delete' })).toHaveFocus());
  });

  it('acts only on its confirming button', async () => {
    const confirm = jest.fn();
    render(<Deletion onConfirm={confirm} />);
    await userEvent.click(screen.getByRole('button', { name: 'Delete' }));
    await userEvent.click(await screen.findByRole('button', { name: 'Delete conversation' }));
    expect(confirm).toHaveBeenCalledTimes(1);
  });
});

describe('Dialog', () => {
  it('is closed by its Close button', async () => {
    const change = jest.fn();
    render(
      <Dialog open onOpenChange={change} title="Conversations">
        <p>None yet.</p>
      </Dialog>,
    );
    expect(await screen.findByRole('dialog', { name: 'Conversations' })).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Close' }));
    expect(change).toHaveBeenCalledWith(false);
  });
});
