import type { Task } from '@taskora/api-client';
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

import { installFakeApi, task, type FakeApi } from '../testing/fake-api.ts';
import {
  away,
  button,
  dayIn,
  isSaid,
  openTasks,
  notifyOtherTabs,
  titleField,
  titles,
} from '../testing/tasks-page.tsx';

let api: FakeApi;
let close: () => void;

const dateField = () => screen.getByLabelText('Due date');
const milk = () => {
  const found = api.tasks.find((each) => each.dueOn === '2099-01-01' || /milk/u.test(each.title));
  if (!found) throw new Error('there is no milk');
  return found;
};

beforeEach(async () => {
  sessionStorage.clear();
  api = installFakeApi([task('Buy milk', { dueOn: '2099-01-01', notes: 'two' }), task('Read')]);
  close = await openTasks();
  await userEvent.click(button('Edit Buy milk'));
  await screen.findByRole('textbox', { name: 'Title' });
});

async function retitle(title: string): Promise<void> {
  await userEvent.clear(titleField());
  await userEvent.type(titleField(), title);
}

describe('editing a task', () => {
  it('starts in the title, saves with Enter, and returns the focus', async () => {
    expect(titleField()).toHaveFocus();
    await retitle('Buy oat milk{Enter}');
    await waitFor(() => expect(titles()).toEqual(['Buy oat milk', 'Read']));
    expect(button('Edit Buy oat milk')).toHaveFocus();
    expect(api.calls[0]?.body).toEqual({ title: 'Buy oat milk' });
    await isSaid('“Buy oat milk” changed');
  });

  it('removes the due date when it is emptied', async () => {
    await userEvent.clear(dateField());
    await userEvent.click(button('Save'));
    await waitFor(() => expect(api.calls[0]?.body).toEqual({ dueOn: null }));
  });

  it('changes nothing with Escape, from a field or from a button', async () => {
    await userEvent.type(titleField(), ' now{Escape}');
    expect(titles()).toEqual(['Buy milk', 'Read']);
    expect(button('Edit Buy milk')).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    expect(await screen.findByRole('textbox', { name: 'Title' })).toHaveValue('Buy milk');
    button('Cancel').focus();
    await userEvent.keyboard('{Escape}');
    expect(button('Edit Buy milk')).toHaveFocus();
    expect(api.calls).toEqual([]);
  });

  it.each(['Tags', 'Or in words'])('empties %s with the first Escape', async (name) => {
    const field = screen.getByLabelText<HTMLInputElement>(name);
    await userEvent.type(titleField(), ' now');
    await userEvent.type(field, 'every day{Escape}');
    expect(field).toHaveValue('');
    expect(titleField()).toHaveValue('Buy milk now');
    await userEvent.keyboard('{Escape}');
    expect(button('Edit Buy milk')).toHaveFocus();
  });

  it('leaves the Escape that ends a composition to the input method', () => {
    fireEvent.keyDown(titleField(), { key: 'Escape', isComposing: true });
    fireEvent.keyDown(titleField(), { key: 'Escape', keyCode: 229 });
    expect(titleField()).toBeVisible();
  });

  it('asks for a title instead of saving an empty one', async () => {
    await userEvent.clear(titleField());
    await userEvent.click(button('Save'));
    expect(titleField()).toHaveFocus();
    expect(titleField()).toHaveAccessibleDescription(/needs a title/);
    expect(api.calls).toEqual([]);
  });

  it('refuses a year that is half typed, and says what to write', async () => {
    await userEvent.clear(dateField());
    await userEvent.type(dateField(), '0202-01-01');
    await userEvent.click(button('Save'));
    expect(dateField()).toHaveFocus();
    expect(dateField()).toHaveAccessibleDescription(/year between 1900 and 2999/);
    expect(api.calls).toEqual([]);
  });

  it('refuses a title that is too long, and cuts nothing', async () => {
    await userEvent.clear(titleField());
    await userEvent.click(titleField());
    await userEvent.paste('x'.repeat(1025));
    await userEvent.click(button('Save'));
    expect(titleField()).toHaveAccessibleDescription(/1025 characters, and 1024 fit/);
    expect(titleField()).toHaveValue('x'.repeat(1025));
    expect(api.calls).toEqual([]);
  });
});

describe('words that were not saved', () => {
  it('stay in the form when the server failed, and are saved on request', async () => {
    api.failure = away;
    await userEvent.type(titleField(), ' now{Enter}');
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('“Buy milk” was not changed.');
    expect(titleField()).toHaveValue('Buy milk now');
    api.failure = undefined;
    await userEvent.click(within(alert).getByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(titles()).toEqual(['Buy milk now', 'Read']));
  });

  it('become a new task on request when the task was deleted elsewhere', async () => {
    api.tasks = api.tasks.filter((each) => each.title !== 'Buy milk');
    await userEvent.type(titleField(), ' now{Enter}');
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('deleted elsewhere');
    expect(titleField()).toHaveValue('Buy milk now');
    await userEvent.click(within(alert).getByRole('button', { name: 'Add as new task' }));
    await waitFor(() => expect(titles()).toEqual(['Buy milk now', 'Read']));
    expect(milk()).toMatchObject({ title: 'Buy milk now', notes: 'two', dueOn: '2099-01-01' });
  });

  it('become no new task while something in the form cannot be sent', async () => {
    api.tasks = api.tasks.filter((each) => each.title !== 'Buy milk');
    await userEvent.type(titleField(), ' now{Enter}');
    const add = await screen.findByRole('button', { name: 'Add as new task' });
    await waitFor(() => expect(api.calls).toHaveLength(1));
    await userEvent.type(screen.getByLabelText('Takes'), 'soon');
    await userEvent.click(add);
    expect(screen.getByLabelText('Takes')).toHaveAccessibleDescription(/45 min/);
    expect(api.calls).toHaveLength(1);
  });

  it('become one new task however often that is pressed', async () => {
    api.tasks = api.tasks.filter((each) => each.title !== 'Buy milk');
    await userEvent.type(titleField(), ' now{Enter}');
    const add = await screen.findByRole('button', { name: 'Add as new task' });
    const release = api.hold();
    await userEvent.dblClick(add);
    release();
    await waitFor(() => expect(titles()).toEqual(['Buy milk now', 'Read']));
    expect(api.tasks.map(({ title }) => title).sort()).toEqual(['Buy milk now', 'Read']);
  });

  it('stay although the list is read again without the task', async () => {
    await userEvent.type(titleField(), ' now');
    api.tasks = api.tasks.filter((each) => each.title !== 'Buy milk');
    notifyOtherTabs();
    await waitFor(() => expect(screen.getByText('2 open')).toBeVisible());
    expect(titleField()).toHaveValue('Buy milk now');
  });

  it('are there again after a reload', async () => {
    await userEvent.type(titleField(), ' now');
    close();
    await openTasks();
    expect(await screen.findByRole('textbox', { name: 'Title' })).toHaveValue('Buy milk now');
    await userEvent.click(button('Save'));
    await waitFor(() => expect(titles()).toEqual(['Buy milk now', 'Read']));
    await waitFor(() => expect(sessionStorage).toHaveLength(0));
  });
});

describe('words that are typed while the form is being saved', () => {
  it('stay in the form, and are saved when that is asked for', async () => {
    const release = api.hold();
    await userEvent.type(titleField(), ' now{Enter}');
    await userEvent.type(titleField(), ', and bread');
    release();
    await waitFor(() => expect(milk().title).toBe('Buy milk now'));
    await isSaid('“Buy milk now” changed');
    expect(titleField()).toHaveValue('Buy milk now, and bread');
    await userEvent.keyboard('{Enter}');
    await waitFor(() => expect(titles()).toEqual(['Buy milk now, and bread', 'Read']));
    expect(milk().version).toBe(3);
  });

  it('are saved after it when Enter was pressed meanwhile', async () => {
    const release = api.hold();
    await userEvent.type(titleField(), ' now{Enter}');
    await userEvent.type(titleField(), ', and bread{Enter}');
    release();
    await waitFor(() => expect(titles()).toEqual(['Buy milk now, and bread', 'Read']));
    expect(milk().title).toBe('Buy milk now, and bread');
  });

  it('are not saved twice when Enter is held down', async () => {
    const release = api.hold();
    await userEvent.type(titleField(), ' now{Enter}{Enter}{Enter}');
    release();
    await waitFor(() => expect(titles()).toEqual(['Buy milk now', 'Read']));
    expect(api.calls).toHaveLength(1);
  });

  it('stay as well when the form of a deleted task becomes a new one', async () => {
    api.tasks = api.tasks.filter((each) => each.title !== 'Buy milk');
    await userEvent.type(titleField(), ' now{Enter}');
    const add = await screen.findByRole('button', { name: 'Add as new task' });
    const release = api.hold();
    await userEvent.click(add);
    await userEvent.type(titleField(), ', and bread');
    release();
    await waitFor(() => expect(milk().title).toBe('Buy milk now'));
    await isSaid('“Buy milk now” added');
    expect(titleField()).toHaveValue('Buy milk now, and bread');
  });
});

describe('a task that was changed elsewhere meanwhile', () => {
  function changeElsewhere(changes: Partial<Task>): void {
    const known = milk();
    api.store.change('changed', known, { ...known, ...changes, version: known.version + 1 });
  }

  it('is merged when the fields are others', async () => {
    changeElsewhere({ dueOn: '2099-02-02' });
    await retitle('Buy oat milk{Enter}');
    await waitFor(() => expect(titles()).toEqual(['Buy oat milk', 'Read']));
    expect(milk()).toMatchObject({ title: 'Buy oat milk', dueOn: '2099-02-02' });
  });

  it('shows both values, and keeps one’s own on request', async () => {
    changeElsewhere({ title: 'CHANGED ELSEWHERE' });
    await retitle('Buy oat milk{Enter}');
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('Yours: “Buy oat milk”');
    expect(alert).toHaveTextContent('There: “CHANGED ELSEWHERE”');
    expect(milk().title).toBe('CHANGED ELSEWHERE');
    await userEvent.click(within(alert).getByRole('button', { name: 'Keep mine' }));
    await waitFor(() => expect(milk().title).toBe('Buy oat milk'));
    await waitFor(() => expect(titles()).toEqual(['Buy oat milk', 'Read']));
  });

  it('keeps what came in between in all fields that were not touched here', async () => {
    changeElsewhere({ title: 'CHANGED ELSEWHERE', dueOn: '2099-02-02' });
    await retitle('Buy oat milk{Enter}');
    await userEvent.click(await screen.findByRole('button', { name: 'Keep mine' }));
    await waitFor(() =>
      expect(milk()).toMatchObject({ title: 'Buy oat milk', dueOn: '2099-02-02' }),
    );
  });

  it('takes the other on request', async () => {
    changeElsewhere({ title: 'CHANGED ELSEWHERE' });
    await retitle('Buy oat milk{Enter}');
    await userEvent.click(await screen.findByRole('button', { name: 'Take the other' }));
    await waitFor(() => expect(titles()).toEqual(['CHANGED ELSEWHERE', 'Read']));
    expect(milk().title).toBe('CHANGED ELSEWHERE');
  });

  it('keeps one’s own time with the zone in which it was written', async () => {
    changeElsewhere({ dueTime: '09:00:00', dueZone: 'America/New_York' });
    fireEvent.change(screen.getByLabelText('Time'), { target: { value: '17:00' } });
    await userEvent.click(button('Save'));
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('Yours: 17:00There: 09:00 New York');
    await userEvent.click(within(alert).getByRole('button', { name: 'Keep mine' }));
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    await waitFor(() => expect(milk()).toMatchObject({ dueTime: '17:00', dueZone: timeZone }));
  });
});

describe('what this page has changed itself', () => {
  it('is no change elsewhere where its answer was lost, also after a reload', async () => {
    api.lostAnswers = 2;
    await userEvent.type(titleField(), ' now{Enter}');
    await screen.findByRole('alert');
    expect(milk().title).toBe('Buy milk now');
    close();
    await openTasks();
    await userEvent.type(await screen.findByRole('textbox', { name: 'Title' }), ', and bread');
    await userEvent.click(button('Save'));
    await waitFor(() => expect(milk().title).toBe('Buy milk now, and bread'));
    await waitFor(() => expect(titles()).toEqual(['Buy milk now, and bread', 'Read']));
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
  });

  it('is a change elsewhere where somebody else has changed it since', async () => {
    api.lostAnswers = 2;
    await userEvent.type(titleField(), ' now{Enter}');
    await screen.findByRole('alert');
    const known = milk();
    api.store.change('changed', known, { ...known, title: 'Buy milk then', version: 9 });
    await userEvent.type(titleField(), ', and bread{Enter}');
    await waitFor(() =>
      expect(screen.getByRole('alert')).toHaveTextContent('There: “Buy milk then”'),
    );
  });

  it('is in a form that is open when it is undone, beside what is typed there', async () => {
    await retitle('Buy oat milk{Enter}');
    await isSaid('“Buy oat milk” changed');
    await userEvent.click(button('Edit Buy oat milk'));
    await userEvent.click(await screen.findByRole('button', { name: 'Edit notes' }));
    await userEvent.type(screen.getByRole('textbox', { name: 'Notes' }), ', or three');
    await userEvent.click(button('Undo'));
    await waitFor(() => expect(titleField()).toHaveValue('Buy milk'));
    await userEvent.click(button('Save'));
    await waitFor(() =>
      expect(milk()).toMatchObject({ title: 'Buy milk', notes: 'two, or three' }),
    );
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
  });
});

describe('what else a task has', () => {
  const field = (name: string) => screen.getByLabelText(name);
  const saved = async () => {
    await userEvent.click(button('Save'));
    await waitFor(() => expect(api.calls).toHaveLength(1));
    return api.calls[0]?.body;
  };

  it('is edited beside its title, and only what differs is sent', async () => {
    await userEvent.selectOptions(field('Priority'), 'High');
    await userEvent.type(field('Takes'), '1 h 30 min');
    fireEvent.change(field('Time'), { target: { value: '17:00' } });
    fireEvent.change(field('Start'), { target: { value: '2098-12-01' } });
    fireEvent.change(field('Deadline'), { target: { value: '2099-02-01' } });
    await userEvent.click(button('Edit notes'));
    await userEvent.type(field('Notes'), ', or three');
    expect(await saved()).toEqual({
      notes: 'two, or three',
      priority: 'high',
      startOn: '2098-12-01',
      dueTime: '17:00',
      dueZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      deadlineOn: '2099-02-01',
      durationMinutes: 90,
    });
    await waitFor(() => expect(milk().priority).toBe('high'));
  });

  it('takes tags by Enter, by a comma, and what is still in the field', async () => {
    await userEvent.type(field('Tags'), 'shop{Enter}@Shop,food,');
    expect(titleField()).toBeVisible();
    await userEvent.type(field('Tags'), 'later');
    expect(await saved()).toEqual({ tags: ['shop', 'food', 'later'] });
  });

  it('keeps a tag in its field that is too long, says why, and does not save without it', async () => {
    const long = 'x'.repeat(101);
    await userEvent.click(field('Tags'));
    await userEvent.paste(`shop,${long}`);
    expect(field('Tags')).toHaveValue(long);
    expect(field('Tags')).toHaveAccessibleDescription(/101 characters, and 100 fit/);
    await userEvent.click(button('Save'));
    expect(field('Tags')).toHaveFocus();
    expect(api.calls).toEqual([]);
    await userEvent.type(field('Tags'), '{Backspace}{Enter}');
    expect(await saved()).toEqual({ tags: ['shop', long.slice(1)] });
  });

  it('takes a tag away by its button', async () => {
    await userEvent.type(field('Tags'), 'shop,food,');
    await userEvent.click(button('Remove the tag shop'));
    expect(field('Tags')).toHaveFocus();
    expect(await saved()).toEqual({ tags: ['food'] });
  });

  it('refuses a time without a day, and a length that cannot be read', async () => {
    await userEvent.clear(dateField());
    fireEvent.change(field('Time'), { target: { value: '17:00' } });
    await userEvent.type(field('Takes'), 'soon');
    await userEvent.click(button('Save'));
    expect(field('Time')).toHaveFocus();
    expect(field('Time')).toHaveAccessibleDescription(/a time needs a due date/);
    expect(field('Takes')).toHaveAccessibleDescription(/45 min/);
    expect(api.calls).toEqual([]);
  });
});

describe('the place of a task', () => {
  it('is a project of its space, and a section of that', async () => {
    const { spaceId } = milk();
    const section = { archivedAt: null, createdAt: '', position: '', projectId: 'flat', spaceId };
    api.projects = [
      { id: 'flat', name: 'Flat', spaceId, archivedAt: null },
      { id: 'club', name: 'Club', spaceId: 'another', archivedAt: null },
      { id: 'old', name: 'Old', spaceId, archivedAt: '2026-01-01T00:00:00Z' },
    ];
    api.sections = [{ ...section, id: 'kitchen', name: 'Kitchen' }];
    close();
    await openTasks();
    const project = await screen.findByRole('combobox', { name: 'Project' });
    await waitFor(() => expect(project).toHaveTextContent('NoneFlat'));
    expect(screen.getByRole('combobox', { name: 'Section' })).toBeDisabled();
    await userEvent.selectOptions(project, 'Flat');
    const kitchen = await screen.findByRole('option', { name: 'Kitchen' });
    await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Section' }), kitchen);
    await userEvent.click(button('Save'));
    await waitFor(() =>
      expect(api.calls[0]?.body).toEqual({ projectId: 'flat', sectionId: 'kitchen' }),
    );
  });

  it('is asked for again where the sections of its project could not be loaded', async () => {
    const { spaceId } = milk();
    api.projects = [{ id: 'flat', name: 'Flat', spaceId, archivedAt: null }];
    close();
    await openTasks();
    const project = await screen.findByRole('combobox', { name: 'Project' });
    await waitFor(() => expect(project).toHaveTextContent('NoneFlat'));
    api.unreadable = /\/sections$/u;
    await userEvent.selectOptions(project, 'Flat');
    const section = screen.getByRole('combobox', { name: 'Section' });
    const patient = { timeout: 5_000 };
    await waitFor(
      () => expect(section).toHaveAccessibleDescription(/^The sections could not be loaded/u),
      patient,
    );
    const createdAt = '2026-01-01T00:00:00Z';
    const place = { spaceId, projectId: 'flat', archivedAt: null, createdAt, position: '' };
    api.sections = [{ ...place, id: 'kitchen', name: 'Kitchen' }];
    api.unreadable = undefined;
    await userEvent.click(button('Try again'));
    expect(await screen.findByRole('option', { name: 'Kitchen' })).toBeInTheDocument();
    expect(section).not.toHaveAccessibleDescription();
  });
});

describe('a repetition', () => {
  const repeats = () => screen.getByRole('combobox', { name: 'Repeats' });
  const phrase = () => screen.getByRole('textbox', { name: 'Or in words' });

  it('is chosen as a sentence, and counts from the due date', async () => {
    // 1 January 2099 is a Thursday.
    await userEvent.selectOptions(repeats(), 'Every week on Thursday');
    await userEvent.click(screen.getByRole('checkbox', { name: /Count from the day it is done/u }));
    await userEvent.click(button('Save'));
    await waitFor(() =>
      expect(api.calls[0]?.body).toEqual({
        recurrence: { rule: 'FREQ=WEEKLY;BYDAY=TH', anchor: 'completion' },
      }),
    );
  });

  it('is written in words, and says how they are understood before they count', async () => {
    await userEvent.type(phrase(), 'every 2 weeks on monday');
    await waitFor(() =>
      expect(phrase()).toHaveAccessibleDescription('Read as: Every 2 weeks on Monday'),
    );
    expect(repeats()).toHaveDisplayValue('Does not repeat');
    await userEvent.keyboard('{Enter}');
    expect(repeats()).toHaveDisplayValue('Every 2 weeks on Monday');
    expect(phrase()).toHaveValue('');
    expect(api.calls).toEqual([]);
    await userEvent.click(button('Save'));
    await waitFor(() =>
      expect(api.calls[0]?.body).toEqual({
        recurrence: { rule: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO', anchor: 'due' },
      }),
    );
  });

  it('is saved as it is read, although nothing else was pressed', async () => {
    await userEvent.type(phrase(), 'every 2 weeks on monday');
    await waitFor(() => expect(phrase()).toHaveAccessibleDescription(/Read as/));
    await userEvent.click(button('Save'));
    await waitFor(() =>
      expect(api.calls[0]?.body).toEqual({
        recurrence: { rule: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO', anchor: 'due' },
      }),
    );
    await isSaid('“Buy milk” changed');
  });

  it('keeps the form from being saved where it is not understood', async () => {
    await userEvent.type(phrase(), 'every blue moon');
    await waitFor(() => expect(phrase()).toHaveAccessibleDescription(/not read as a repetition/));
    await userEvent.click(button('Save'));
    expect(phrase()).toHaveFocus();
    expect(phrase()).toHaveAccessibleDescription(/Nothing was saved: this is not read/);
    expect(api.calls).toEqual([]);
    await userEvent.clear(phrase());
    expect(phrase()).not.toHaveAccessibleDescription(/Nothing was saved/);
  });

  it('is none where not all words are understood', async () => {
    await userEvent.type(phrase(), 'every blue moon');
    await waitFor(() => expect(phrase()).toHaveAccessibleDescription(/not read as a repetition/));
    await userEvent.keyboard('{Enter}');
    expect(repeats()).toHaveDisplayValue('Does not repeat');
    expect(phrase()).toHaveValue('every blue moon');
    expect(api.calls).toEqual([]);
  });

  it('gives a due date to a task that has none, and needs one', async () => {
    await userEvent.clear(dateField());
    await userEvent.selectOptions(repeats(), 'Every day');
    expect(dateField()).toHaveValue(dayIn(0));
    await userEvent.clear(dateField());
    await userEvent.click(button('Save'));
    expect(dateField()).toHaveAccessibleDescription(/needs a due date/);
    expect(api.calls).toEqual([]);
  });
});

describe('a date in a title', () => {
  it('is offered as the due date, and taken only on request', async () => {
    await retitle('Buy oat milk on 24 December 2098');
    const offer = await screen.findByRole('button', { name: /Also set due/ });
    await userEvent.click(offer);
    expect(dateField()).toHaveValue('2098-12-24');
    await userEvent.click(button('Save'));
    await waitFor(() => expect(milk().dueOn).toBe('2098-12-24'));
    expect(milk().title).toBe('Buy oat milk');
  });

  it('stays words when it is not taken', async () => {
    await retitle('Buy oat milk on 24 December 2098');
    await screen.findByRole('button', { name: /Also set due/ });
    await userEvent.click(button('Save'));
    await waitFor(() => expect(milk().title).toBe('Buy oat milk on 24 December 2098'));
    expect(milk().dueOn).toBe('2099-01-01');
  });
});
