import type { Member } from '@taskora/api-client';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

import { installFakeApi, task, type FakeApi } from '../testing/fake-api.ts';
import { away, button, dayIn, isSaid, openTasks } from '../testing/tasks-page.tsx';

let api: FakeApi;

const section = () => screen.getByRole('region', { name: 'Reminders' });
const field = () => screen.getByRole('textbox', { name: 'Add a reminder' });
const sentences = () =>
  within(section())
    .queryAllByRole('listitem')
    .map((each) => each.textContent);
const said = (texts: string[]) => waitFor(() => expect(sentences()).toEqual(texts));

async function open(changes: Parameters<typeof task>[1]): Promise<void> {
  api.tasks = [task('Pay the rent', changes)];
  await openTasks();
  await userEvent.click(button('Edit Pay the rent'));
  await screen.findByRole('textbox', { name: 'Add a reminder' });
}

beforeEach(() => {
  sessionStorage.clear();
  api = installFakeApi();
});

const timed = { dueOn: '2099-01-05', dueTime: '17:00:00', dueZone: 'Europe/Berlin' } as const;

describe('reminders of a task', () => {
  it('are added by a press and in words, several of them, each once, and undone', async () => {
    await open(timed);
    await userEvent.click(await screen.findByRole('button', { name: /1 hour before it is due/u }));
    await said(['1 hour before it is due']);
    await userEvent.type(field(), 'the day before');
    expect(field()).toHaveAccessibleDescription('Read as: 1 day before it is due');
    await userEvent.keyboard('{Enter}');
    await said(['1 hour before it is due', '1 day before it is due']);
    expect(field()).toHaveValue('');
    expect(field()).toHaveFocus();
    await isSaid('“Pay the rent” changed');
    await userEvent.click(button('Undo'));
    await said(['1 hour before it is due']);
    expect(api.reminders.all).toMatchObject([{ minutesBefore: 60 }]);
  });

  it('are at a moment, as the quick add reads it', async () => {
    await open(timed);
    await userEvent.type(field(), 'tomorrow at 5pm');
    await waitFor(() => expect(field()).toHaveAccessibleDescription(/^Read as: On .* at 17:00$/u));
    await userEvent.keyboard('{Enter}');
    await waitFor(() => expect(api.reminders.all).toHaveLength(1));
    const { remindAt } = api.reminders.all[0] ?? {};
    expect(remindAt).toBe(new Date(`${dayIn(1)}T17:00`).toISOString());
  });

  it('say what is not understood, and keep what was written', async () => {
    await open(timed);
    await userEvent.type(field(), 'some blue moon{Enter}');
    await waitFor(() => expect(field()).toHaveAccessibleDescription(/not read as a reminder/u));
    expect(field()).toHaveValue('some blue moon');
    expect(api.calls).toEqual([]);
    await userEvent.keyboard('{Escape}');
    expect(field()).toHaveValue('some blue moon');
    expect(field()).not.toHaveFocus();
    screen.getByRole('textbox', { name: 'Title' }).focus();
    await userEvent.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('textbox', { name: 'Title' })).toBeNull());
    await userEvent.click(button('Edit Pay the rent'));
    expect(await screen.findByRole('textbox', { name: 'Add a reminder' })).toHaveValue(
      'some blue moon',
    );
  });

  it('are counted from the time at which the task is due, or say why they cannot be', async () => {
    await open(timed);
    await userEvent.type(field(), 'the evening before');
    expect(field()).toHaveAccessibleDescription('Read as: 23 hours before it is due');
    await userEvent.clear(field());
    await userEvent.type(field(), 'on the day at 6pm{Enter}');
    expect(field()).toHaveAccessibleDescription(/^This task is due at 17:00\. Write how long/u);
    expect(api.calls).toEqual([]);
    await userEvent.clear(field());
    await userEvent.type(field(), 'the day before at 6pm{Enter}');
    await said(['23 hours before it is due']);
    expect(api.calls.at(-1)?.body).toEqual({ minutesBefore: 1_380, allDayTime: null });
  });

  it('keep what was written where it failed, and add it once', async () => {
    await open(timed);
    api.failure = away;
    await userEvent.type(field(), '2 hours before{Enter}');
    expect(await within(section()).findByRole('alert')).toHaveTextContent(
      'The reminder was not added.',
    );
    expect(field()).toHaveValue('2 hours before');
    api.failure = undefined;
    await userEvent.click(button('Add reminder'));
    await said(['2 hours before it is due']);
    const keys = api.calls.map(({ headers }) => headers.get('idempotency-key'));
    expect(new Set(keys).size).toBe(1);
  });

  it('are changed and deleted in their place, by keyboard', async () => {
    await open({ dueOn: '2099-01-05' });
    await userEvent.type(field(), '1 day before{Enter}');
    await said(['1 day before it is due, at 09:00']);
    button('Change the reminder 1 day before it is due, at 09:00').focus();
    await userEvent.keyboard('{Enter}');
    expect(screen.getByRole('combobox', { name: 'Remind me' })).toHaveFocus();
    const count = screen.getByRole('spinbutton', { name: 'How many' });
    await userEvent.clear(count);
    await userEvent.type(count, '3');
    await userEvent.type(screen.getByLabelText('At the time of day'), '18:30');
    expect(section()).toHaveTextContent('3 days before it is due, at 18:30.');
    await userEvent.click(button('Save reminder'));
    await said(['3 days before it is due, at 18:30']);
    expect(api.calls.at(-1)?.body).toEqual({ minutesBefore: 4_320, allDayTime: '18:30' });
    const change = 'Change the reminder 3 days before it is due, at 18:30';
    await waitFor(() => expect(button(change)).toHaveFocus());
    await userEvent.click(button('Delete the reminder 3 days before it is due, at 18:30'));
    await said([]);
    expect(field()).toHaveFocus();
    await userEvent.click(button('Undo'));
    await said(['3 days before it is due, at 18:30']);
  });

  it('that are too far away say so at the field, which has the focus', async () => {
    await open(timed);
    await userEvent.click(button('Choose a reminder'));
    const kind = screen.getByRole('combobox', { name: 'Remind me' });
    await userEvent.selectOptions(kind, 'Before it is due');
    const count = screen.getByRole('spinbutton', { name: 'How many' });
    await userEvent.clear(count);
    await userEvent.type(count, '300');
    await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Unit' }), 'weeks');
    expect(count).toHaveAccessibleDescription('Write a number from 1 to 52.');
    await userEvent.click(button('Set reminder'));
    expect(count).toHaveFocus();
    expect(section()).toHaveTextContent('at most 365 days before the task is due');
    await userEvent.selectOptions(kind, 'At a moment');
    await userEvent.clear(screen.getByLabelText('Moment'));
    await userEvent.click(button('Set reminder'));
    expect(screen.getByLabelText('Moment')).toHaveFocus();
    expect(api.calls).toEqual([]);
  });

  it('are left as they are by Escape, which leaves the form of the task open', async () => {
    await open(timed);
    await userEvent.click(button('Choose a reminder'));
    await userEvent.selectOptions(
      screen.getByRole('combobox', { name: 'Remind me' }),
      'At a moment',
    );
    expect(screen.getByLabelText('Moment')).toBeVisible();
    await userEvent.keyboard('{Escape}');
    await waitFor(() => expect(button('Choose a reminder')).toHaveFocus());
    expect(screen.getByRole('textbox', { name: 'Title' })).toBeVisible();
    expect(api.calls).toEqual([]);
  });

  it('of others are shown with their names, and are theirs', async () => {
    const member = { memberId: 'bo', name: 'Bo', role: 'editor' } as unknown as Member;
    api.members = [member];
    const own = { spaceId: 'own', taskId: 'task', remindAt: null, allDayTime: null };
    api.reminders.all = [
      { ...own, id: 'one', memberId: 'bo', minutesBefore: 60, createdAt: '2026-01-01T00:00:00Z' },
    ];
    await open(timed);
    await said(['1 hour before it is due (Bo)']);
    expect(screen.queryByRole('button', { name: /^Change the reminder/u })).not.toBeInTheDocument();
  });

  it('say by whose clocks they come where those are others, and take these', async () => {
    api.reminders.settings = { timeZone: 'Pacific/Chatham', allDayTime: '08:00:00' };
    await open({ dueOn: '2099-01-05' });
    await userEvent.type(field(), 'the day before{Enter}');
    await said(['1 day before it is due, at 08:00']);
    expect(section()).toHaveTextContent('Your reminders come by the clocks of Pacific/Chatham.');
    await userEvent.click(within(section()).getByRole('button', { name: /^Use those of/u }));
    await waitFor(() => expect(section()).not.toHaveTextContent('by the clocks of'));
    expect(api.reminders.settings).toEqual({
      timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      allDayTime: '08:00',
    });
  });

  it('can be loaded again where they could not be', async () => {
    api.unreadable = /\/reminders$/u;
    await open(timed);
    const alert = await within(section()).findByRole('alert');
    expect(alert).toHaveTextContent('The reminders could not be loaded.');
    api.unreadable = undefined;
    await userEvent.click(within(alert).getByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(within(section()).queryByRole('alert')).not.toBeInTheDocument());
  });
});
