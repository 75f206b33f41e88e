import { cleanup, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

import { installFakeApi, task, type FakeApi } from '../testing/fake-api.ts';
import {
  away,
  box,
  button,
  dayIn,
  dayText,
  isSaid,
  openTasks,
  quickAdd,
  titles,
  type,
} from '../testing/tasks-page.tsx';

let api: FakeApi;

beforeEach(() => {
  sessionStorage.clear();
  api = installFakeApi();
});

describe('adding a task', () => {
  it('invites to the first one when there is none', async () => {
    await openTasks();
    expect(screen.getByRole('heading', { name: 'Nothing to do' })).toBeVisible();
    expect(screen.queryByRole('list', { name: 'Tasks' })).not.toBeInTheDocument();
  });

  it('begins in the field', async () => {
    await openTasks();
    expect(quickAdd()).toHaveFocus();
  });

  it('shows it before the server has answered, and empties the field', async () => {
    await openTasks();
    const release = api.hold();
    await type('Buy milk{Enter}');
    await waitFor(() => expect(titles()).toEqual(['Buy milk']));
    expect(quickAdd()).toHaveValue('');
    expect(quickAdd()).toHaveFocus();
    expect(box('Buy milk')).toBeDisabled();
    release();
    await waitFor(() => expect(box('Buy milk')).toBeEnabled());
    expect(titles()).toEqual(['Buy milk']);
  });

  it('adds what is read of the line', async () => {
    await openTasks();
    await type('Buy milk tomorrow{Enter}');
    await waitFor(() => expect(api.tasks).toHaveLength(1));
    expect(api.calls[0]?.body).toEqual({ title: 'Buy milk', dueOn: dayIn(1) });
    expect((await screen.findAllByText('Tomorrow'))[0]).toHaveAttribute('datetime', dayIn(1));
  });

  it('does nothing with an empty line', async () => {
    await openTasks();
    await type('   {Enter}');
    expect(api.calls).toEqual([]);
  });

  it('says it once, with the way back', async () => {
    await openTasks();
    await type('Buy milk{Enter}');
    await isSaid('“Buy milk” added');
    await userEvent.click(button('Undo'));
    await waitFor(() => expect(api.tasks).toEqual([]));
    await waitFor(() => expect(titles()).toEqual([]));
  });

  it('works where the page is not a secure context', async () => {
    const randomUUID = Object.getOwnPropertyDescriptor(crypto, 'randomUUID');
    Object.defineProperty(crypto, 'randomUUID', { value: undefined, configurable: true });
    try {
      await openTasks();
      await type('Buy milk{Enter}');
      await waitFor(() => expect(api.tasks).toHaveLength(1));
    } finally {
      if (randomUUID) Object.defineProperty(crypto, 'randomUUID', randomUUID);
      else Reflect.deleteProperty(crypto, 'randomUUID');
    }
  });
});

describe('a task that was not added', () => {
  it('gives the line back, and says so until the line is another', async () => {
    await openTasks();
    api.failure = away;
    await type('Buy milk tomorrow{Enter}');
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('was not added');
    expect(alert).toHaveTextContent('The database does not answer.');
    expect(quickAdd()).toHaveValue('Buy milk tomorrow');
    expect(titles()).toEqual([]);
    await type(' and bread tomorrow');
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
    expect((await screen.findAllByText(`Due ${dayText(dayIn(1))}`))[0]).toBeVisible();
  });

  it('gives the line back without a connection, and says so', async () => {
    await openTasks();
    api.offline = true;
    window.dispatchEvent(new Event('offline'));
    try {
      await type('Buy milk tomorrow{Enter}');
      expect(await screen.findByRole('alert')).toHaveTextContent('could not be reached');
      expect(quickAdd()).toHaveValue('Buy milk tomorrow');
    } finally {
      window.dispatchEvent(new Event('online'));
    }
  });

  it('is there once when only the answer was lost, however often it is sent', async () => {
    await openTasks();
    api.lostAnswers = 2;
    await type('Buy milk{Enter}');
    expect(await screen.findByRole('alert')).toHaveTextContent('was not added');
    await type('{Enter}');
    await waitFor(() => expect(screen.queryByRole('alert')).not.toBeInTheDocument());
    await waitFor(() => expect(titles()).toEqual(['Buy milk']));
    expect(api.tasks).toHaveLength(1);
    expect(new Set(api.calls.map((call) => call.headers.get('idempotency-key'))).size).toBe(1);
  });

  it('asks by itself for an answer that was lost once', async () => {
    await openTasks();
    api.lostAnswers = 1;
    await type('Buy milk{Enter}');
    await waitFor(() => expect(box('Buy milk')).toBeEnabled());
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
    expect(api.tasks).toHaveLength(1);
  });

  it('is a new change when its words are others', async () => {
    await openTasks();
    api.failure = away;
    await type('Buy milk{Enter}');
    await screen.findByRole('alert');
    api.failure = undefined;
    await type(' and bread{Enter}');
    await waitFor(() =>
      expect(api.tasks.map((each) => each.title)).toEqual(['Buy milk and bread']),
    );
    expect(new Set(api.calls.map((call) => call.headers.get('idempotency-key'))).size).toBe(2);
  });

  it('is offered again when its field was taken by the next line', async () => {
    await openTasks();
    api.failure = away;
    const release = api.hold();
    await type('Buy rice{Enter}Call Mara');
    release();
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('“Buy rice” was not added.');
    expect(quickAdd()).toHaveValue('Call Mara');
    api.failure = undefined;
    await userEvent.click(within(alert).getByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(api.tasks.map((each) => each.title)).toEqual(['Buy rice']));
    await waitFor(() => expect(box('Buy rice')).toBeEnabled());
    // The first attempt, its repetition, and the one that was asked for: one change under one key.
    expect(api.calls).toHaveLength(3);
    expect(new Set(api.calls.map((call) => call.headers.get('idempotency-key'))).size).toBe(1);
  });

  it('stays in the field of somebody who has to sign in', async () => {
    const close = await openTasks();
    api.failure = { status: 401, detail: 'You are signed out.' };
    await type('Buy milk tomorrow{Enter}');
    const alert = await screen.findByRole('alert');
    expect(within(alert).getByRole('link', { name: 'Sign in' })).toHaveAttribute(
      'href',
      '/sign-in',
    );
    close();
    await openTasks();
    expect(quickAdd()).toHaveValue('Buy milk tomorrow');
  });
});

describe('a line that was on its way when the page was left', () => {
  it('is added once when the page is opened again, whether or not the server had it', async () => {
    for (const lostAnswers of [0, 1]) {
      sessionStorage.clear();
      api = installFakeApi();
      api.lostAnswers = lostAnswers;
      const release = api.hold();
      const close = await openTasks();
      await type('Buy milk tomorrow{Enter}');
      await waitFor(() => expect(api.calls).toHaveLength(1));
      close();
      release();
      await openTasks();
      await waitFor(() => expect(titles()).toEqual(['Buy milk']));
      await waitFor(() => expect(sessionStorage).toHaveLength(0));
      expect(api.tasks).toHaveLength(1);
      // The page that was left lives on here, and asks for the answer that was lost.
      await waitFor(() => expect(api.calls).toHaveLength(2 + lostAnswers));
      expect(api.tasks).toHaveLength(1);
      cleanup();
    }
  });

  it('is at no moment in the list twice', async () => {
    api.lostAnswers = 1;
    const close = await openTasks();
    const release = api.hold();
    await type('Buy milk{Enter}');
    await waitFor(() => expect(api.calls).toHaveLength(1));
    close();
    release();
    await waitFor(() => expect(api.tasks).toHaveLength(1));
    const releaseAgain = api.hold();
    await openTasks();
    // That of the page that was left, which lives on here, and that of the page opened anew.
    await waitFor(() => expect(api.calls).toHaveLength(3));
    expect(titles()).toEqual(['Buy milk']);
    releaseAgain();
    await waitFor(() => expect(sessionStorage).toHaveLength(0));
    expect(titles()).toEqual(['Buy milk']);
  });

  it('is the same change when it came back to its field', async () => {
    api.lostAnswers = 2;
    const close = await openTasks();
    await type('Buy milk{Enter}');
    await screen.findByRole('alert');
    close();
    await openTasks();
    await type('{Enter}');
    await waitFor(() => expect(box('Buy milk')).toBeEnabled());
    expect(api.tasks).toHaveLength(1);
    expect(titles()).toEqual(['Buy milk']);
  });
});

describe('a line that is not sent yet', () => {
  it('is there again after a reload', async () => {
    const close = await openTasks();
    await type('Buy milk tom');
    close();
    await openTasks();
    expect(quickAdd()).toHaveValue('Buy milk tom');
  });

  it('is gone once it was added', async () => {
    const close = await openTasks();
    await type('Buy milk{Enter}');
    await waitFor(() => expect(api.tasks).toHaveLength(1));
    close();
    await openTasks();
    expect(quickAdd()).toHaveValue('');
  });
});

describe('a text that is no single line of a title', () => {
  const long = `${'word '.repeat(210)}tomorrow`;

  it('is not cut: the rest becomes notes on request, and the date is read', async () => {
    await openTasks();
    await userEvent.click(quickAdd());
    await userEvent.paste(long);
    expect(quickAdd()).toHaveValue(long);
    await type('{Enter}');
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'It has 1,049 characters, and 1,024 fit.',
    );
    expect(quickAdd()).toHaveValue(long);
    expect(api.calls).toEqual([]);
    await userEvent.click(button('Keep the rest as notes'));
    await waitFor(() => expect(api.tasks).toHaveLength(1));
    expect(api.tasks[0]?.title).toBe('word '.repeat(205).trim());
    expect(api.tasks[0]?.notes).toBe('word '.repeat(5).trim());
    expect(api.tasks[0]?.dueOn).toBe(dayIn(1));
  });

  it('is counted in characters as the API counts them', async () => {
    await openTasks();
    await userEvent.click(quickAdd());
    await userEvent.paste('🥛'.repeat(1024));
    await type('{Enter}');
    await waitFor(() => expect(api.tasks[0]?.title).toBe('🥛'.repeat(1024)));
  });

  it('is asked about when it has several lines, and is as many tasks', async () => {
    await openTasks();
    await userEvent.click(quickAdd());
    await userEvent.paste('- Buy milk tomorrow\r\n2. Call Mara\n\n[ ] Read\n');
    expect(screen.getByText('The pasted text has 3 lines.')).toBeVisible();
    await userEvent.click(button('Add 3 tasks'));
    await waitFor(() => expect(api.tasks).toHaveLength(3));
    expect(titles()).toEqual(['Buy milk', 'Read', 'Call Mara']);
    await userEvent.click(await screen.findByRole('button', { name: 'Undo' }));
    await waitFor(() => expect(api.tasks).toEqual([]));
  });

  it('can be one task after all', async () => {
    await openTasks();
    await type('Buy: ');
    await userEvent.paste('milk\nbread');
    await userEvent.click(button('Put them in one line'));
    expect(quickAdd()).toHaveValue('Buy: milk bread');
    expect(quickAdd()).toHaveFocus();
  });
});

describe('a task whose place is not among the loaded ones', () => {
  it('stays in the list, also when it has been read again', async () => {
    const known = Array.from({ length: 6 }, (_, index) =>
      task(`Dated ${index}`, { dueOn: `2099-01-0${index + 1}` }),
    );
    api = installFakeApi(known);
    api.pageSize = 3;
    await openTasks();
    expect(titles()).toHaveLength(3);
    await type('Buy a present{Enter}');
    await waitFor(() => expect(box('Buy a present')).toBeEnabled());
    window.dispatchEvent(new Event('visibilitychange'));
    await waitFor(() =>
      expect(titles()).toEqual(['Dated 0', 'Dated 1', 'Dated 2', 'Buy a present']),
    );
    await userEvent.click(button('Show more'));
    await waitFor(() => expect(titles()).toHaveLength(7));
    expect(titles().at(-1)).toBe('Buy a present');
  });
});
