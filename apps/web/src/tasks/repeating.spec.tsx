import type { Task } from '@taskora/api-client';
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

import { installFakeApi, task, type FakeApi } from '../testing/fake-api.ts';
import { away, button, isSaid, openTasks } from '../testing/tasks-page.tsx';

let api: FakeApi;

const series = {
  rule: 'FREQ=WEEKLY;BYDAY=MO',
  anchor: 'due',
  catchUp: false,
  startOn: '2099-01-05',
  firstOn: null,
  originalOn: '2099-01-05',
  skippedOn: [],
  moved: [],
  pauses: [],
} as const;

const select = (name: string) => screen.getByRole('combobox', { name });
const number = (name: string) => screen.getByRole('spinbutton', { name });
const day = (name: string) => screen.getByRole('checkbox', { name });
const due = () => screen.getByLabelText('Due date');
const region = () => screen.getByRole('region', { name: 'Repetition' });
const rent = () => api.tasks.find(({ title }) => title.startsWith('Pay the rent'));
const sent = () => api.calls.at(-1)?.body;

async function open(changes: Partial<Task> = {}): Promise<void> {
  api = installFakeApi([task('Pay the rent', { dueOn: '2099-01-05', ...changes })]);
  await openTasks();
  await userEvent.click(button('Edit Pay the rent'));
  await screen.findByRole('textbox', { name: 'Title' });
}

const openSeries = (more: Partial<NonNullable<Task['recurrence']>> = {}) =>
  open({ recurrence: { ...series, skippedOn: [], moved: [], pauses: [], ...more } });

async function replaceNumber(field: HTMLElement, text: string): Promise<void> {
  await userEvent.clear(field);
  await userEvent.type(field, text);
}

beforeEach(() => sessionStorage.clear());

describe('a rule in its fields', () => {
  it('begins with the weekday of the due date, and says what it has become', async () => {
    await open();
    await userEvent.click(button('Repeat in detail'));
    await userEvent.click(button('Every week on Monday'));
    expect(screen.getByText('This task is due: Every week on Monday.')).toBeVisible();
    expect(screen.queryByText(/does not repeat\./u)).not.toBeInTheDocument();
    await replaceNumber(number('Every'), '2');
    await userEvent.click(day('Thursday'));
    await userEvent.selectOptions(select('Ends'), 'On a day');
    fireEvent.change(screen.getByLabelText('Last day'), { target: { value: '2099-06-30' } });
    const text = 'Every 2 weeks on Monday and Thursday, until 30 Jun 2099';
    expect(screen.getByText(`This task is due: ${text}.`)).toBeVisible();
    expect(select('Repeats')).toHaveDisplayValue(text);
    await userEvent.click(button('Save'));
    await waitFor(() =>
      expect(sent()).toEqual({
        recurrence: {
          rule: 'FREQ=WEEKLY;INTERVAL=2;UNTIL=20990630;BYDAY=MO,TH',
          anchor: 'due',
        },
      }),
    );
  });

  it('is only looked at until a field is changed', async () => {
    await open();
    const detail = button('Repeat in detail');
    await userEvent.click(detail);
    expect(detail).toHaveAttribute('aria-expanded', 'true');
    expect(screen.getByText(/^This task does not repeat\./u)).toBeVisible();
    expect(select('Repeats')).toHaveDisplayValue('Does not repeat');
    await userEvent.click(detail);
    expect(detail).toHaveAttribute('aria-expanded', 'false');
    await userEvent.click(button('Save'));
    await waitFor(() => expect(screen.queryByRole('textbox', { name: 'Title' })).toBeNull());
    expect(api.calls).toEqual([]);
  });

  it('has the days of months and years, the last ones too, and an end after some times', async () => {
    await open({ dueOn: '2099-01-31' });
    await userEvent.click(button('Repeat in detail'));
    await userEvent.selectOptions(select('Period'), 'month');
    expect(select('Day')).toHaveAccessibleDescription('A shorter month has its last day instead.');
    await userEvent.selectOptions(select('On'), 'A weekday of the month');
    expect(screen.getByText(/Every month on the last Saturday\./u)).toBeVisible();
    await userEvent.selectOptions(select('Which'), '2nd');
    await userEvent.selectOptions(select('Weekday'), 'Tuesday');
    await userEvent.selectOptions(select('Ends'), 'After a number of times');
    await replaceNumber(number('Times'), '3');
    expect(screen.getByText(/Every month on the 2nd Tuesday, 3 times\./u)).toBeVisible();
    await userEvent.selectOptions(select('Period'), 'year');
    await userEvent.selectOptions(select('Month'), 'May');
    await userEvent.selectOptions(select('On'), 'A day of the month');
    await userEvent.selectOptions(select('Day'), 'last day');
    await userEvent.selectOptions(select('Ends'), 'Never');
    expect(screen.getByText(/Every year on the last day of May\./u)).toBeVisible();
  });

  it('takes no number that is none, and no week without a day', async () => {
    await openSeries();
    await userEvent.click(button('Repeat in detail'));
    expect(day('Monday')).toBeDisabled();
    await replaceNumber(number('Every'), '0');
    expect(number('Every')).toHaveAccessibleDescription('Write a number from 1 to 999.');
    await userEvent.keyboard('{Enter}');
    expect(api.calls).toEqual([]);
    await userEvent.tab();
    expect(number('Every')).toHaveValue(1);
  });

  it('leaves a rule that says more than they can as it is until one is changed', async () => {
    await openSeries({ rule: 'FREQ=MONTHLY;BYMONTHDAY=1,15' });
    await userEvent.click(button('Repeat in detail'));
    expect(screen.getByText(/says more than these fields can/u)).toBeVisible();
    expect(select('Repeats')).toHaveDisplayValue('Every month on the 1st and 15th');
    await userEvent.click(button('Save'));
    await waitFor(() => expect(screen.queryByRole('textbox', { name: 'Title' })).toBeNull());
    expect(api.calls).toEqual([]);
  });

  it('has the fields of what was written in words', async () => {
    await open();
    await userEvent.type(screen.getByRole('textbox', { name: 'Or in words' }), 'every 3 days');
    await userEvent.click(await screen.findByRole('button', { name: 'Repeat like this' }));
    await userEvent.click(button('Repeat in detail'));
    expect(number('Every')).toHaveValue(3);
    expect(select('Period')).toHaveDisplayValue('days');
  });
});

describe('another due date of a task that repeats', () => {
  it('is for this time alone, unless it is said otherwise', async () => {
    await openSeries();
    fireEvent.change(due(), { target: { value: '2099-01-06' } });
    expect(select('The new date is for')).toHaveDisplayValue('This time only');
    await userEvent.click(button('Save'));
    await waitFor(() => expect(sent()).toEqual({ dueOn: '2099-01-06' }));
  });

  it('is for all that follow where that is chosen, also when it is changed once more', async () => {
    await openSeries();
    fireEvent.change(due(), { target: { value: '2099-01-06' } });
    await userEvent.selectOptions(
      select('The new date is for'),
      'This time and all that follow: Every week on Tuesday',
    );
    fireEvent.change(due(), { target: { value: '2099-01-07' } });
    expect(select('Repeats')).toHaveDisplayValue('Every week on Wednesday');
    await userEvent.click(button('Save'));
    await waitFor(() =>
      expect(sent()).toEqual({
        dueOn: '2099-01-07',
        recurrence: { rule: 'FREQ=WEEKLY;BYDAY=WE', anchor: 'due' },
      }),
    );
  });

  it('names what was said of later days, and leaves the count to go on', async () => {
    await openSeries({
      rule: 'FREQ=WEEKLY;COUNT=9;BYDAY=MO',
      skippedOn: ['2099-01-19'],
      moved: [{ originalOn: '2099-01-12', dueOn: '2099-01-13' }],
    });
    fireEvent.change(due(), { target: { value: '2099-01-06' } });
    const kept = select('The new date is for');
    expect(kept).not.toHaveAccessibleDescription();
    await userEvent.selectOptions(kept, 'following');
    expect(kept).toHaveAccessibleDescription(
      /^Left out or moved so far: 12 Jan 2099 and 19 Jan 2099\. /u,
    );
    await userEvent.click(button('Save'));
    await waitFor(() =>
      expect(sent()).toEqual({
        dueOn: '2099-01-06',
        recurrence: { rule: 'FREQ=WEEKLY;COUNT=9;BYDAY=TU', anchor: 'due' },
      }),
    );
  });

  it('is nothing to ask about where the rule is changed as well, or names no day', async () => {
    await openSeries({ rule: 'FREQ=DAILY;INTERVAL=3' });
    fireEvent.change(due(), { target: { value: '2099-01-06' } });
    expect(screen.queryByRole('combobox', { name: 'The new date is for' })).toBeNull();
  });
});

describe('an occurrence', () => {
  it('is skipped at once, and the skip is undone', async () => {
    await openSeries();
    api.nextOccurrenceOn = '2099-01-12';
    expect(region()).toHaveTextContent('This one is due on 5 Jan 2099.');
    await userEvent.click(button('Skip this one'));
    await waitFor(() => expect(region()).toHaveTextContent('This one is due on 12 Jan 2099.'));
    expect(due()).toHaveValue('2099-01-12');
    expect(sent()).toEqual({
      occurrenceOn: '2099-01-05',
      timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    });
    await isSaid('“Pay the rent” changed');
    await userEvent.click(button('Undo'));
    await waitFor(() => expect(region()).toHaveTextContent('This one is due on 5 Jan 2099.'));
    expect(rent()?.dueOn).toBe('2099-01-05');
  });

  it('that is skipped leaves what is being written in the form', async () => {
    await openSeries();
    api.nextOccurrenceOn = '2099-01-12';
    await userEvent.type(screen.getByRole('textbox', { name: 'Title' }), ' now');
    await userEvent.click(button('Skip this one'));
    await waitFor(() => expect(due()).toHaveValue('2099-01-12'));
    await userEvent.click(button('Save'));
    await waitFor(() => expect(sent()).toEqual({ title: 'Pay the rent now' }));
    await waitFor(() => expect(rent()?.title).toBe('Pay the rent now'));
    expect(rent()?.dueOn).toBe('2099-01-12');
  });

  it('says what failed, and is skipped once when it is asked for again', async () => {
    await openSeries();
    api.nextOccurrenceOn = '2099-01-12';
    api.failure = away;
    await userEvent.click(button('Skip this one'));
    const alert = await within(region()).findByRole('alert');
    expect(alert).toHaveTextContent('The repetition was not changed.');
    api.failure = undefined;
    await userEvent.click(button('Skip this one'));
    await waitFor(() => expect(rent()?.dueOn).toBe('2099-01-12'));
    const keys = api.calls.map(({ headers }) => headers.get('idempotency-key'));
    expect(new Set(keys).size).toBe(1);
  });

  it('that was moved, and those that were left out, are said', async () => {
    await openSeries({
      originalOn: '2099-01-04',
      skippedOn: ['2099-01-19'],
      moved: [{ originalOn: '2099-01-26', dueOn: '2099-01-27' }],
    });
    expect(region()).toHaveTextContent('This one is due on 5 Jan 2099, moved from 4 Jan 2099.');
    expect(region()).toHaveTextContent('Left out: 19 Jan 2099.');
    expect(region()).toHaveTextContent('26 Jan 2099 is moved to 27 Jan 2099.');
  });
});

describe('a pause', () => {
  it('has days, is said, and is ended; each by keyboard', async () => {
    await openSeries();
    button('Pause').focus();
    await userEvent.keyboard('{Enter}');
    expect(screen.getByLabelText('Nothing is due from')).toHaveFocus();
    fireEvent.change(screen.getByLabelText('Nothing is due from'), {
      target: { value: '2099-07-01' },
    });
    fireEvent.change(screen.getByLabelText('Due again from'), { target: { value: '2099-07-01' } });
    await userEvent.keyboard('{Enter}');
    expect(screen.getByLabelText('Due again from')).toHaveAccessibleDescription(
      'Choose a day after the first one of the pause.',
    );
    expect(api.calls).toEqual([]);
    fireEvent.change(screen.getByLabelText('Due again from'), { target: { value: '2099-07-15' } });
    await userEvent.keyboard('{Enter}');
    await waitFor(() =>
      expect(region()).toHaveTextContent('Nothing is due from 1 Jul 2099 to 14 Jul 2099.'),
    );
    await waitFor(() => expect(button('Pause')).toHaveFocus());
    button('End the pause from 1 Jul 2099').focus();
    await userEvent.keyboard('{Enter}');
    await waitFor(() => expect(region()).not.toHaveTextContent('Nothing is due'));
    expect(sent()).toEqual({ resumedOn: '2099-07-01' });
    expect(button('Pause')).toHaveFocus();
  });

  it('is not begun by Escape, which leaves the form of the task open', async () => {
    await openSeries();
    await userEvent.click(button('Pause'));
    await userEvent.keyboard('{Escape}');
    await waitFor(() => expect(button('Pause')).toHaveFocus());
    expect(screen.getByRole('textbox', { name: 'Title' })).toBeVisible();
    expect(api.calls).toEqual([]);
  });
});

describe('a later occurrence', () => {
  const day = () => screen.getByLabelText('The one of');

  it('is left out, by keyboard', async () => {
    await openSeries();
    button('Change a later one').focus();
    await userEvent.keyboard('{Enter}');
    expect(day()).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    expect(day()).toHaveAccessibleDescription('Choose a day on which it is due later.');
    fireEvent.change(day(), { target: { value: '2099-01-19' } });
    await userEvent.keyboard('{Enter}');
    await waitFor(() => expect(region()).toHaveTextContent('Left out: 19 Jan 2099.'));
    expect(sent()).toMatchObject({ occurrenceOn: '2099-01-19' });
    await waitFor(() => expect(button('Change a later one')).toHaveFocus());
  });

  it('is where another rule begins, as a task of its own', async () => {
    await openSeries();
    await userEvent.click(button('Change a later one'));
    fireEvent.change(day(), { target: { value: '2099-01-19' } });
    await userEvent.selectOptions(select('What becomes of it'), 'From it on, it repeats otherwise');
    const rule = screen.getByRole('textbox', { name: 'How it repeats from then on' });
    await userEvent.type(rule, 'every 3 days');
    await waitFor(() => expect(rule).toHaveAccessibleDescription('Read as: Every 3 days'));
    await userEvent.click(button('Change this one'));
    await waitFor(() =>
      expect(sent()).toEqual({
        occurrenceOn: '2099-01-19',
        changes: { recurrence: { rule: 'FREQ=DAILY;INTERVAL=3', anchor: 'due' } },
      }),
    );
    await waitFor(() => expect(api.tasks).toHaveLength(2));
    await isSaid('“Pay the rent” changed');
  });

  it('is not known of what counts from its completion', async () => {
    await openSeries({ anchor: 'completion' });
    expect(region()).toHaveTextContent('This one is due on 5 Jan 2099.');
    expect(screen.queryByRole('button', { name: 'Change a later one' })).not.toBeInTheDocument();
  });
});

it('a task that does not repeat has nothing of this', async () => {
  await open();
  expect(screen.queryByRole('region', { name: 'Repetition' })).not.toBeInTheDocument();
});
