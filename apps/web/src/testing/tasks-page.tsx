import { ApiProvider } from '@taskora/api-client';
import { todayInZone, UiProvider } from '@taskora/ui';
import { render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

import { TasksView } from '../tasks/tasks-view.tsx';

/** Opens the page of tasks; gives what closes it. */
export function beginTasks(): () => void {
  const { unmount } = render(
    <UiProvider nonce={undefined}>
      <ApiProvider>
        <TasksView owner="ada" />
      </ApiProvider>
    </UiProvider>,
  );
  return unmount;
}

/** Opens the page of tasks and waits until it has loaded them; gives what closes it. */
export async function openTasks(): Promise<() => void> {
  const close = beginTasks();
  await waitFor(() => expect(screen.queryByText('Loading tasks')).not.toBeInTheDocument());
  return close;
}

export function titles(): string[] {
  const list = screen.queryByRole('list', { name: 'Tasks' });
  if (list === null) return [];
  const boxes = within(list).queryAllByRole<HTMLInputElement>('checkbox');
  return boxes.map((box) => (box.labels?.[0]?.textContent ?? '').replace('Complete ', ''));
}

export const box = (title: string) => screen.getByRole('checkbox', { name: `Complete ${title}` });
export const button = (name: string) => screen.getByRole('button', { name });
export const quickAdd = () => screen.getByRole<HTMLInputElement>('textbox', { name: 'Add a task' });
export const titleField = () => screen.getByRole('textbox', { name: 'Title' });

export async function type(text: string): Promise<void> {
  await userEvent.type(quickAdd(), text);
}

/** Waits until the page says this of what was done last. */
export async function isSaid(text: string): Promise<void> {
  const region = screen.getByRole('region', { name: 'Notifications' });
  await waitFor(() => expect(region).toHaveTextContent(text));
}

/** The day that is so many days from today. */
export function dayIn(days: number): string {
  const day = new Date();
  day.setDate(day.getDate() + days);
  return todayInZone(undefined, day);
}

/** What the page says of a day. */
export function dayText(day: string): string {
  const hasYear = day.slice(0, 4) !== todayInZone().slice(0, 4);
  return new Date(`${day}T00:00:00Z`).toLocaleDateString('en-GB', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    ...(hasYear && { year: 'numeric' }),
    timeZone: 'UTC',
  });
}

export const away = { status: 503, detail: 'The database does not answer.' };

/** What a page of another tab does after a change. */
export function notifyOtherTabs(): void {
  const channel = new BroadcastChannel('taskora-tasks');
  channel.postMessage('changed');
  channel.close();
}
