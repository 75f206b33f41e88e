import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';

import { Button } from '../button/button.tsx';
import { Alert } from './alert.tsx';
import { Spinner } from './spinner.tsx';
import { StatusRegion } from './status-region.tsx';
import { ToastProvider, useDismissTopic, useToast } from './toast.tsx';

describe('Alert', () => {
  it('interrupts only for what went wrong', () => {
    render(
      <>
        <Alert tone="danger" title="Nothing was added." />
        <Alert title="Added." />
      </>,
    );
    expect(screen.getByRole('alert')).toHaveTextContent('Nothing was added.');
    expect(screen.getByRole('status')).toHaveTextContent('Added.');
  });
});

describe('progress', () => {
  it('says what a spinner waits for', () => {
    render(<Spinner label="Loading tasks" />);
    expect(screen.getByRole('status')).toHaveTextContent('Loading tasks');
  });

  it('has a status region before there is something to say', () => {
    render(<StatusRegion />);
    expect(screen.getByRole('status')).toBeEmptyDOMElement();
  });
});

function Saved() {
  const notify = useToast();
  const dismissTopic = useDismissTopic();
  const [count, setCount] = useState(1);
  const say = () => {
    setCount(count + 1);
    notify({ title: `Saved ${count}`, topic: 'saving' });
  };
  return (
    <>
      <Button onClick={say}>Save</Button>
      <Button onClick={() => dismissTopic('saving')}>Change</Button>
    </>
  );
}

function Deleted({ undo }: { undo: () => void }) {
  const notify = useToast();
  const action = { label: 'Undo', onSelect: undo };
  return <Button onClick={() => notify({ title: 'Task deleted', action })}>Delete</Button>;
}

describe('toasts', () => {
  it('do not take the second half of a double click on the one before for their own', async () => {
    const undo = jest.fn();
    render(
      <ToastProvider>
        <Deleted undo={undo} />
      </ToastProvider>,
    );
    await userEvent.click(screen.getByRole('button', { name: 'Delete' }));
    fireEvent.click(await screen.findByRole('button', { name: 'Undo' }), { detail: 2 });
    expect(undo).not.toHaveBeenCalled();
    fireEvent.click(screen.getByRole('button', { name: 'Undo' }), { detail: 1 });
    expect(undo).toHaveBeenCalledTimes(1);
  });

  it('show what happened, offer one action, and go when it is taken', async () => {
    const undo = jest.fn();
    render(
      <ToastProvider>
        <Deleted undo={undo} />
      </ToastProvider>,
    );
    await userEvent.click(screen.getByRole('button', { name: 'Delete' }));
    expect(await screen.findByText('Task deleted')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Undo' }));
    expect(undo).toHaveBeenCalledTimes(1);
    await waitFor(() => expect(screen.queryByText('Task deleted')).not.toBeInTheDocument());
  });

  it('give way to a newer one of their topic, so that no outdated offer stays', async () => {
    render(
      <ToastProvider>
        <Saved />
      </ToastProvider>,
    );
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText('Saved 1')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText('Saved 2')).toBeVisible();
    await waitFor(() => expect(screen.queryByText('Saved 1')).not.toBeInTheDocument());
    await userEvent.click(screen.getByRole('button', { name: 'Change' }));
    await waitFor(() => expect(screen.queryByText('Saved 2')).not.toBeInTheDocument());
  });
});
