import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

import { installFakeApi, task, type FakeApi } from '../../testing/fake-api.ts';
import { away, beginTasks, box, button, isSaid } from '../../testing/tasks-page.tsx';

let api: FakeApi;

const at = (search: string) => history.replaceState(null, '', `/tasks${search}`);

beforeEach(() => {
  jest.spyOn(window, 'scrollTo').mockReturnValue();
  sessionStorage.clear();
  localStorage.clear();
  at('?view=calendar&on=2099-06-15');
  api = installFakeApi([
    task('Call Mara', { dueOn: '2099-06-15', dueTime: '09:30:00' }),
    task('Buy milk', { dueOn: '2099-06-15' }),
    task('Read', { dueOn: '2099-06-16' }),
    task('Plan the trip'),
    task('Old bill', { dueOn: '2000-01-01' }),
  ]);
});

afterAll(() => history.replaceState(null, '', '/'));

async function openCalendar(): Promise<HTMLElement> {
  beginTasks();
  return screen.findByRole('grid');
}

const day = (name: string) => screen.getByRole('gridcell', { name: new RegExp(`^${name}`, 'u') });
const chipsOn = (name: string) =>
  within(day(name))
    .queryAllByRole('button')
    .map(({ textContent }) => textContent);
const chip = (title: string) => screen.getByRole('button', { name: new RegExp(title, 'u') });
const changes = () => api.calls.filter(({ method }) => method === 'PATCH').map(({ body }) => body);

describe('the calendar', () => {
  it('has a month of whole weeks, the tasks of a day by time, and apart what is overdue or has no day', async () => {
    const grid = await openCalendar();
    expect(grid).toHaveAccessibleName('June 2099');
    expect(within(grid).getAllByRole('columnheader')[0]).toHaveTextContent('Monday');
    expect(within(grid).getAllByRole('row')).toHaveLength(6);
    await waitFor(() =>
      expect(chipsOn('Monday 15 June 2099, 2 tasks')).toEqual(['09:30 Call Mara', 'Buy milk']),
    );
    const late = screen.getByRole('list', { name: 'Overdue from before' });
    expect(within(late).getByRole('button', { name: 'Old bill, overdue' })).toBeInTheDocument();
    expect(within(grid).queryByText('Plan the trip')).not.toBeInTheDocument();
    const undated = screen.getByText('No day yet').closest('details');
    expect(undated).toHaveTextContent('Plan the trip');
  });

  it('begins weeks on the day that the person has chosen', async () => {
    api.readingSettings = { ...api.readingSettings, weekStart: 6 };
    const grid = await openCalendar();
    expect(within(grid).getAllByRole('columnheader')[0]).toHaveTextContent('Sunday');
  });

  it('asks for the shown days alone where the page has not all tasks', async () => {
    api.pageSize = 1;
    const asked: string[] = [];
    const { fetch } = globalThis;
    Object.assign(globalThis, {
      fetch: (url: string, options: RequestInit) => {
        asked.push(new URLSearchParams(url.split('?')[1]).get('filter') ?? '');
        return fetch(url, options);
      },
    });
    await openCalendar();
    await waitFor(() => expect(chipsOn('Monday 15 June 2099')).toHaveLength(2));
    await waitFor(() => expect(chipsOn('Tuesday 16 June 2099')).toEqual(['Read']));
    expect(asked).toContain('due >= 2099-06-01 & due <= 2099-07-05');
    await userEvent.click(button('Next month'));
    await waitFor(() => expect(asked).toContain('due >= 2099-06-29 & due <= 2099-08-02'));
  });

  it('keeps month or week and the day in the address', async () => {
    await openCalendar();
    await userEvent.click(button('Week'));
    expect(await screen.findByRole('grid')).toHaveAccessibleName(/^15.*21 June 2099$/u);
    expect(location.search).toBe('?view=calendar&by=week&on=2099-06-15');
    await userEvent.click(button('Previous week'));
    expect(location.search).toBe('?view=calendar&by=week&on=2099-06-08');
    await userEvent.click(button('Month'));
    await userEvent.click(button('Next month'));
    expect(location.search).toBe('?view=calendar&on=2099-07-08');
    await userEvent.click(button('Today'));
    const now = new Date().toLocaleDateString('en-CA');
    expect(location.search).toBe(`?view=calendar&on=${now}`);
    const current = screen.getAllByRole('gridcell').filter((cell) => cell.ariaCurrent === 'date');
    expect(current).toHaveLength(1);
  });

  it.each([
    ['Thursday 2 July 2099', 'Next month', 'July 2099', '2099-07-02'],
    ['Thursday 2 July 2099', 'Previous month', 'May 2099', '2099-05-02'],
  ])('counts from the month that is shown where %s is chosen', async (chosen, step, month, on) => {
    await openCalendar();
    await userEvent.click(day(chosen));
    await userEvent.click(button(step));
    expect(screen.getByRole('grid')).toHaveAccessibleName(month);
    expect(location.search).toBe(`?view=calendar&on=${on}`);
  });

  it('says how many more there are, opens the day with them, and comes back to it', async () => {
    for (const title of ['one', 'two', 'three'])
      api.tasks.push(task(title, { dueOn: '2099-06-15' }));
    await openCalendar();
    await userEvent.click(
      await screen.findByRole('link', { name: '2 more on Monday 15 June 2099' }),
    );
    expect(location.search).toBe('?day=2099-06-15');
    expect(screen.getByRole('heading', { level: 1 })).toHaveTextContent('Monday 15 June 2099');
    expect(screen.getByRole('heading', { level: 1 })).toHaveFocus();
    for (const title of ['Call Mara', 'Buy milk', 'one', 'two', 'three']) {
      expect(box(title)).toBeInTheDocument();
    }
    await userEvent.click(button('Next day'));
    expect(box('Read')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('link', { name: 'In the calendar' }));
    expect(location.search).toBe('?view=calendar&on=2099-06-16');
  });

  it('leads from a task to its row on that day', async () => {
    await openCalendar();
    await userEvent.click(await screen.findByRole('button', { name: 'Read' }));
    expect(location.search).toBe('?day=2099-06-16');
    await waitFor(() => expect(box('Read')).toHaveFocus());
  });

  it('has what is being added in the part that is its own, where the page has not all tasks', async () => {
    api.pageSize = 1;
    await openCalendar();
    const late = await screen.findByRole('list', { name: 'Overdue from before' });
    await waitFor(() => expect(chipsOn('Tuesday 16 June 2099')).toEqual(['Read']));
    const release = api.hold();
    await userEvent.type(screen.getByRole('textbox', { name: 'Add a task' }), 'Fresh{Enter}');
    const undated = screen.getByText('No day yet').closest('details');
    await waitFor(() => expect(undated).toHaveTextContent('Fresh'));
    expect(within(late).queryByText('Fresh')).not.toBeInTheDocument();
    release();
    await isSaid('“Fresh” added');
    expect(within(late).queryByText('Fresh')).not.toBeInTheDocument();
  });

  it('says that it is not there, and tries again', async () => {
    api.pageSize = 1;
    api.unreadable = /\/tasks$/u;
    await openCalendar();
    const [failure] = await screen.findAllByRole('alert', {}, { timeout: 30_000 });
    expect(failure).toHaveTextContent('Your tasks could not be loaded.');
    api.unreadable = undefined;
    await userEvent.click(
      within(failure as HTMLElement).getByRole('button', { name: 'Try again' }),
    );
    await waitFor(() => expect(chipsOn('Monday 15 June 2099')).toHaveLength(2));
  });
});

describe('the keys of the calendar', () => {
  it('go from day to day, to the ends of the week, and into other months', async () => {
    await openCalendar();
    day('Monday 15 June 2099').focus();
    await userEvent.keyboard('{ArrowRight}');
    expect(day('Tuesday 16 June 2099')).toHaveFocus();
    await userEvent.keyboard('{ArrowDown}');
    expect(day('Tuesday 23 June 2099')).toHaveFocus();
    await userEvent.keyboard('{End}');
    expect(day('Sunday 28 June 2099')).toHaveFocus();
    await userEvent.keyboard('{Home}{ArrowUp}{ArrowLeft}');
    expect(day('Sunday 14 June 2099')).toHaveFocus();
    await userEvent.keyboard('{PageDown}');
    expect(screen.getByRole('grid')).toHaveAccessibleName('July 2099');
    expect(day('Tuesday 14 July 2099')).toHaveFocus();
    expect(screen.getByText('July 2099', { selector: '[role=status]' })).toBeInTheDocument();
    await userEvent.keyboard('{PageUp}{Enter}');
    expect(location.search).toBe('?day=2099-06-14');
  });

  it('have one stop in the grid, and go on to the tasks of its day', async () => {
    await openCalendar();
    await waitFor(() => expect(chipsOn('Monday 15 June 2099')).toHaveLength(2));
    const stops = screen.getAllByRole('gridcell').filter(({ tabIndex }) => tabIndex === 0);
    expect(stops).toEqual([day('Monday 15 June 2099')]);
    day('Monday 15 June 2099').focus();
    await userEvent.tab();
    expect(chip('Call Mara')).toHaveFocus();
    await userEvent.keyboard('{ArrowDown}');
    expect(chip('Buy milk')).toHaveFocus();
    await userEvent.keyboard('{ArrowUp}{Escape}');
    expect(day('Monday 15 June 2099')).toHaveFocus();
  });

  it('move a task by a day or a week, which is shown at once, keeps the focus and is undone', async () => {
    await openCalendar();
    (await screen.findByRole('button', { name: 'Read' })).focus();
    const release = api.hold();
    await userEvent.keyboard('{Alt>}{ArrowRight}{/Alt}');
    expect(chipsOn('Wednesday 17 June 2099')).toEqual(['Read']);
    expect(chip('Read')).toHaveFocus();
    expect(screen.getByText('“Read” is due on Wednesday 17 June 2099.')).toHaveAttribute(
      'role',
      'status',
    );
    release();
    await isSaid('“Read” moved');
    await userEvent.keyboard('{Alt>}{ArrowDown}{/Alt}');
    await waitFor(() =>
      expect(changes()).toEqual([{ dueOn: '2099-06-17' }, { dueOn: '2099-06-24' }]),
    );
    await userEvent.keyboard('{Control>}z{/Control}');
    await waitFor(() => expect(chipsOn('Wednesday 17 June 2099')).toEqual(['Read']));
    expect(chip('Read')).toHaveFocus();
  });

  it('move a task on that has no room on its day, and leave the others there alone', async () => {
    for (const title of ['one', 'two']) {
      api.tasks.push(task(title, { dueOn: '2099-06-15', dueTime: '08:00:00' }));
    }
    await openCalendar();
    (await screen.findByRole('button', { name: 'Read' })).focus();
    await userEvent.keyboard('{Alt>}{ArrowLeft}{/Alt}');
    expect(day('Monday 15 June 2099')).toHaveFocus();
    await isSaid('“Read” moved');
    await userEvent.keyboard('{Alt>}{ArrowLeft}{/Alt}');
    expect(chip('Read')).toHaveFocus();
    expect(chipsOn('Sunday 14 June 2099')).toEqual(['Read']);
    await userEvent.keyboard('{Alt>}{ArrowRight}{/Alt}');
    // Who goes away from the day and comes back means the day.
    await userEvent.keyboard('{ArrowLeft}{ArrowRight}{Alt>}{ArrowLeft}{/Alt}');
    await waitFor(() =>
      expect(changes().map(({ dueOn }) => dueOn)).toEqual([
        '2099-06-15',
        '2099-06-14',
        '2099-06-15',
      ]),
    );
    expect(day('Monday 15 June 2099, 5 tasks')).toHaveFocus();
  });

  it('never go back or forward in the browser with Alt', async () => {
    for (const title of ['one', 'two']) api.tasks.push(task(title, { dueOn: '2099-06-15' }));
    await openCalendar();
    const more = await screen.findByRole('link', { name: '1 more on Monday 15 June 2099' });
    const places = [
      () => more,
      () => day('Monday 15 June 2099'),
      () => button('Next month'),
      () => screen.getByText('No day yet'),
      () => chip('Call Mara'),
    ];
    expect(fireEvent.keyDown(more, { key: 'Enter', altKey: true })).toBe(true);
    for (const place of places) {
      for (const key of ['ArrowLeft', 'ArrowRight']) {
        // False: the browser's own is not done.
        expect(fireEvent.keyDown(place(), { key, altKey: true })).toBe(false);
      }
    }
  });

  it('follow a task into the next month', async () => {
    api.tasks.push(task('Rent', { dueOn: '2099-06-30', dueTime: '12:00:00' }));
    await openCalendar();
    (await screen.findByRole('button', { name: /Rent/u })).focus();
    await userEvent.keyboard('{Alt>}{ArrowRight}{/Alt}');
    expect(screen.getByRole('grid')).toHaveAccessibleName('July 2099');
    expect(chip('Rent')).toHaveFocus();
    expect(chipsOn('Wednesday 1 July 2099')).toEqual(['12:00 Rent']);
  });

  it('put what is overdue on the chosen day, and a press does the same', async () => {
    await openCalendar();
    (await screen.findByRole('button', { name: 'Old bill, overdue' })).focus();
    await userEvent.keyboard('{Alt>}{ArrowDown}{/Alt}');
    expect(chipsOn('Monday 15 June 2099')).toContain('Old bill');
    expect(chip('Old bill')).toHaveFocus();
    await userEvent.click(screen.getByText('No day yet'));
    await userEvent.click(button('Put Plan the trip on Mon 15 Jun'));
    await waitFor(() => expect(changes()).toHaveLength(2));
    expect(changes()).toEqual([{ dueOn: '2099-06-15' }, { dueOn: '2099-06-15' }]);
  });

  it.each([
    ['Old bill, overdue', 'Overdue from before'],
    ['Plan the trip', 'No day yet'],
  ])('put %s on a day at once where the page has not all tasks', async (name, title) => {
    api.pageSize = 1;
    await openCalendar();
    await waitFor(() => expect(chipsOn('Tuesday 16 June 2099')).toEqual(['Read']));
    await userEvent.click(await screen.findByText(title));
    (await screen.findByRole('button', { name, hidden: true })).focus();
    const release = api.hold();
    await userEvent.keyboard('{Alt>}{ArrowDown}{/Alt}');
    const moved = await within(day('Monday 15 June 2099, 3 tasks')).findByText(/Old|Plan/u);
    expect(moved.closest('button')).toHaveFocus();
    expect(screen.getAllByText(/Old|Plan/u, { selector: 'button *' })).toHaveLength(2);
    // Also where the next month comes before the answer.
    await userEvent.keyboard('{Alt>}{ArrowDown}{ArrowDown}{ArrowDown}{/Alt}');
    await waitFor(() => expect(screen.getByRole('grid')).not.toHaveAttribute('aria-busy'));
    expect(chipsOn('Monday 6 July 2099')).toHaveLength(1);
    expect(screen.getByRole('button', { name: name.split(',')[0] ?? '' })).toHaveFocus();
    release();
    await isSaid('moved');
    expect(chipsOn('Monday 6 July 2099')).toHaveLength(1);
  });

  describe('and a task that recurs', () => {
    const series = { anchor: 'due' as const, catchUp: false, firstOn: null };
    const rule = { ...series, rule: 'FREQ=WEEKLY', skippedOn: [], moved: [], pauses: [] };
    const recurrence = { ...rule, startOn: '2099-06-10', originalOn: '2099-06-10' };
    const water = () => api.tasks.find(({ title }) => title === 'Water');

    beforeEach(() => {
      api.tasks.push(task('Water', { dueOn: '2099-06-10', recurrence }));
    });

    it('move the occurrence that is seen, by its name, and no other field', async () => {
      await openCalendar();
      (await screen.findByRole('button', { name: 'Water, repeats' })).focus();
      const release = api.hold();
      await userEvent.keyboard('{Alt>}{ArrowLeft}{ArrowLeft}{/Alt}');
      release();
      await waitFor(() =>
        expect(changes()).toEqual([
          { dueOn: '2099-06-09', occurrenceOn: '2099-06-10' },
          { dueOn: '2099-06-08', occurrenceOn: '2099-06-10' },
        ]),
      );
      expect(water()?.recurrence?.originalOn).toBe('2099-06-10');
    });

    it('move no other one than that, and say that it was changed', async () => {
      await openCalendar();
      const seen = await screen.findByRole('button', { name: 'Water, repeats' });
      api.tasks = api.tasks.map((each) =>
        each.title === 'Water'
          ? {
              ...each,
              dueOn: '2099-06-17',
              recurrence: { ...recurrence, originalOn: '2099-06-17' },
              version: each.version + 1,
            }
          : each,
      );
      seen.focus();
      await userEvent.keyboard('{Alt>}{ArrowLeft}{/Alt}');
      const failure = await screen.findByRole('alert');
      expect(failure).toHaveTextContent('“Water” was not moved.It has changed.');
      expect(within(failure).queryByRole('button', { name: 'Try again' })).toBeNull();
      expect(water()?.dueOn).toBe('2099-06-17');
    });
  });

  it('put a task back, and say so, where it could not be moved', async () => {
    await openCalendar();
    (await screen.findByRole('button', { name: 'Read' })).focus();
    api.failure = away;
    await userEvent.keyboard('{Alt>}{ArrowRight}{/Alt}');
    expect(await screen.findByRole('alert')).toHaveTextContent('“Read” was not moved.');
    expect(chipsOn('Tuesday 16 June 2099')).toEqual(['Read']);
    expect(chip('Read')).toHaveFocus();
  });
});

describe('dragging in the calendar', () => {
  const over = (element: Element) =>
    Object.assign(document, { elementFromPoint: () => element.firstElementChild });

  it('puts a task on the day that it is dropped on, which shows it', async () => {
    await openCalendar();
    const read = await screen.findByRole('button', { name: 'Read' });
    over(day('Friday 19 June 2099'));
    fireEvent.pointerDown(read, { button: 0, pointerId: 1, clientX: 10, clientY: 90 });
    fireEvent.pointerMove(document, { pointerId: 1, clientX: 80, clientY: 90 });
    expect(day('Friday 19 June 2099')).toHaveAttribute('data-drop');
    fireEvent.pointerUp(document, { pointerId: 1, clientX: 80, clientY: 90 });
    expect(day('Friday 19 June 2099')).not.toHaveAttribute('data-drop');
    await isSaid('“Read” moved');
    expect(changes()).toEqual([{ dueOn: '2099-06-19' }]);
    expect(location.search).toBe('?view=calendar&on=2099-06-15');
  });

  it('leaves it with Escape, and takes a press for a press', async () => {
    await openCalendar();
    const read = await screen.findByRole('button', { name: 'Read' });
    over(day('Friday 19 June 2099'));
    fireEvent.pointerDown(read, { button: 0, pointerId: 1, clientX: 10, clientY: 90 });
    fireEvent.pointerMove(document, { pointerId: 1, clientX: 80, clientY: 90 });
    fireEvent.keyDown(document, { key: 'Escape' });
    fireEvent.pointerUp(document, { pointerId: 1, clientX: 80, clientY: 90 });
    fireEvent.click(read);
    expect(location.search).toBe('?view=calendar&on=2099-06-15');
    expect(changes()).toEqual([]);
  });
});

describe('the calendar in a narrow window', () => {
  beforeEach(() => {
    const list = { matches: true, addEventListener: jest.fn(), removeEventListener: jest.fn() };
    Object.assign(window, { matchMedia: () => list });
  });

  afterEach(() => Reflect.deleteProperty(window, 'matchMedia'));

  it('is a list of the days that have something', async () => {
    beginTasks();
    const list = await screen.findByRole('list', { name: 'June 2099' });
    await within(list).findByText('Read');
    const days = within(list).getAllByRole('link');
    expect(days.map(({ textContent }) => textContent)).toEqual([
      'Monday 15 June 20992 tasks',
      'Tuesday 16 June 20991 task',
    ]);
    chip('Read').focus();
    await userEvent.keyboard('{Alt>}{ArrowRight}{/Alt}');
    expect(chip('Read')).toHaveFocus();
    expect(within(list).getByText('Wednesday 17 June 2099')).toBeInTheDocument();
  });

  it.each([500, 1])(
    'has apart what is overdue on no day that it lists, of %i a page',
    async (size) => {
      at('?view=calendar&on=2000-02-01');
      api.pageSize = size;
      api.tasks = [
        task('Border', { dueOn: '2000-01-31' }),
        task('Before', { dueOn: '2000-01-01' }),
        task('Within', { dueOn: '2000-02-02' }),
      ];
      beginTasks();
      const list = await screen.findByRole('list', { name: 'February 2000' });
      await within(list).findByText('Within');
      const late = await screen.findByRole('list', { name: 'Overdue from before' });
      expect(within(late).getByText('Before')).toBeInTheDocument();
      if (size === 1)
        await userEvent.click(await screen.findByRole('button', { name: 'Show more' }));
      expect(await within(late).findByText('Border')).toBeInTheDocument();
      expect(within(late).queryByText('Within')).not.toBeInTheDocument();
    },
  );
});
