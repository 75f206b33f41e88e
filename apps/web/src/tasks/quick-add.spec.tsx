import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

import { installFakeApi, type FakeApi } from '../testing/fake-api.ts';
import {
  away,
  button,
  dayIn,
  dayText,
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

const chips = () =>
  screen.queryAllByRole('group').map((group) => group.getAttribute('aria-label') ?? '');
const chip = (name: RegExp) => screen.findByRole('group', { name });
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
/** The bodies of what was sent to an address. */
const sentTo = (path: string) => api.calls.filter((call) => call.path.endsWith(path));
const added = async () => {
  await waitFor(() => expect(sentTo('/tasks')).toHaveLength(1));
  return sentTo('/tasks')[0]?.body;
};

describe('what is read of a line', () => {
  it('is said of each phrase with every key, and nothing is asked of the server for it', async () => {
    await openTasks();
    await type('call mom tomorrow at 5pm for 30 min @family p1');
    await chip(/high priority/iu);
    expect(chips()).toEqual([
      `tomorrow: Due ${dayText(dayIn(1))}`,
      `at 5pm: At 17:00, ${zone}`,
      'for 30 min: Takes 30 min',
      '@family: Tag family',
      'p1: High priority',
    ]);
    await type('{Backspace}2');
    expect(chips().at(-1)).toBe('p2: Medium priority');
    expect(api.calls).toEqual([]);
  });

  it('is said in the language of the reader, or in English', async () => {
    jest.spyOn(navigator, 'language', 'get').mockReturnValue('es-MX');
    await openTasks();
    await type('pagar la renta mañana');
    await chip(/^mañana: /iu);
    await userEvent.clear(quickAdd());
    await type('pay the rent tomorrow');
    await chip(/^tomorrow: /iu);
    await type('{Enter}');
    expect(await added()).toEqual({ title: 'pay the rent', dueOn: dayIn(1) });
  });

  it('is sent in one request under a key', async () => {
    await openTasks();
    await type('call mom tomorrow at 5pm for 30 min @family p1');
    await chip(/high priority/iu);
    await type('{Enter}');
    expect(await added()).toEqual({
      title: 'call mom',
      dueOn: dayIn(1),
      dueTime: '17:00',
      dueZone: zone,
      durationMinutes: 30,
      tags: ['family'],
      priority: 'high',
    });
    expect(sentTo('/tasks')[0]?.headers.get('idempotency-key')).toBeTruthy();
  });

  it('is read also where the line is sent before the grammar has come', async () => {
    await openTasks();
    await userEvent.click(quickAdd());
    await userEvent.paste('buy milk tomorrow');
    await userEvent.keyboard('{Enter}');
    expect(await added()).toEqual({ title: 'buy milk', dueOn: dayIn(1) });
  });

  it('puts the task into the project of that name, which is made where there is none', async () => {
    api.projects = [
      { id: 'old', name: 'Home', spaceId: 'own', archivedAt: '2026-01-01T00:00:00Z' },
      { id: 'p1', name: 'Home', spaceId: 'shared', archivedAt: null },
    ];
    await openTasks();
    await type('buy milk #home{Enter}');
    expect(await added()).toMatchObject({ title: 'buy milk', projectId: 'p1', spaceId: 'shared' });
    expect(sentTo('/projects')).toEqual([]);
    api.calls = [];
    api.lostAnswers = 1;
    await type('buy rice #shop{Enter}');
    expect(await added()).toMatchObject({ title: 'buy rice', projectId: 'project-2' });
    expect(api.projects.map(({ name }) => name)).toEqual(['Home', 'Home', 'shop']);
  });

  it('is harmless where words run from right to left', async () => {
    await openTasks();
    await type('לקנות חלב 2026-12-24');
    const group = await chip(/24 Dec/u);
    expect(within(group).getByText('2026-12-24').tagName).toBe('BDI');
    expect(quickAdd()).toHaveAttribute('dir', 'auto');
    await type('{Enter}');
    expect(await added()).toEqual({ title: 'לקנות חלב', dueOn: '2026-12-24' });
  });

  it('is said politely once the typing rests', async () => {
    await openTasks();
    await type('buy milk tomorrow');
    const said = `Due ${dayText(dayIn(1))}`;
    await waitFor(() =>
      expect(screen.getAllByRole('status').map((each) => each.textContent)).toContain(said),
    );
  });
});

describe('a phrase that is not meant', () => {
  const line = 'practise the song on friday';

  async function typeRead(): Promise<void> {
    await openTasks();
    await type(line);
    await screen.findByRole('button', { name: /Keep as words/ });
  }

  it.each([
    ['Escape', '{Escape}'],
    ['Backspace right behind it', '{Backspace}'],
  ])('is dismissed by %s, and its words stay in the title', async (_, key) => {
    await typeRead();
    await type(key);
    expect(quickAdd()).toHaveValue(line);
    expect(screen.getByText(/stays in the title/)).toHaveTextContent(
      '“on friday” stays in the title.',
    );
    await type('{Enter}');
    expect(await added()).toEqual({ title: line, dueOn: null });
  });

  it('is dismissed by its button, and read again', async () => {
    await typeRead();
    await userEvent.click(button('Keep as words: on friday'));
    expect(quickAdd()).toHaveFocus();
    expect(chips()).toEqual([]);
    await userEvent.click(button('Read it: on friday'));
    expect(quickAdd()).toHaveFocus();
    expect(chips()).toHaveLength(1);
  });

  it('stays dismissed while more is written, and the others are read', async () => {
    await typeRead();
    await type('{Escape} @band');
    expect(await chip(/Tag band/)).toBeVisible();
    await type('{Enter}');
    expect(await added()).toEqual({ title: line, dueOn: null, tags: ['band'] });
  });

  it('is not dismissed by Backspace anywhere else, nor behind a tag', async () => {
    await typeRead();
    await type(' @bands{Backspace}');
    expect(quickAdd()).toHaveValue(`${line} @band`);
    expect(chips()).toHaveLength(2);
  });

  it('is the one at the caret, of several', async () => {
    await openTasks();
    await type('call mom tomorrow @family');
    await chip(/Tag family/);
    quickAdd().setSelectionRange(12, 12);
    await userEvent.keyboard('{Escape}');
    expect(chips()).toEqual(['@family: Tag family']);
  });
});

describe('a phrase that can be read in another manner', () => {
  beforeEach(() => {
    jest.spyOn(navigator, 'language', 'get').mockReturnValue('en-US');
  });

  it('is read as the language of the person has it', async () => {
    await openTasks();
    await type('dentist 10/11/2099');
    expect(await chip(/Sun, 11 Oct 2099|Sun 11 Oct 2099/u)).toBeVisible();
  });

  it.each([
    ['a key', () => type('{Alt>}{ArrowDown}{/Alt}')],
    ['its button', () => userEvent.click(screen.getByRole('button', { name: /^or .*10 Nov/ }))],
  ])('takes the other one by %s, and remembers it', async (_, choose) => {
    const close = await openTasks();
    await type('dentist 10/11/2099');
    await chip(/11 Oct/u);
    await choose();
    expect(await chip(/10 Nov/u)).toBeVisible();
    expect(quickAdd()).toHaveFocus();
    await type('{Enter}');
    expect(await added()).toEqual({ title: 'dentist', dueOn: '2099-11-10' });
    expect(sentTo('/reading-settings').map(({ body }) => body)).toEqual([{ dayFirst: true }]);
    close();
    await openTasks();
    await type('dentist 5/6/2099');
    expect(await chip(/5 Jun/u)).toBeVisible();
  });

  it('remembers the words alone where no habit is behind them', async () => {
    await openTasks();
    await type('call mom tomorrow at 5');
    const before = (await chip(/^at 5/u)).getAttribute('aria-label');
    await type('{Alt>}{ArrowDown}{/Alt}');
    await waitFor(() => expect(chips().at(-1)).not.toBe(before));
    await waitFor(() =>
      expect(sentTo('/reading-settings').map(({ body }) => body)).toEqual([
        { chosen: { 'at 5': 1 } },
      ]),
    );
  });

  it('leaves what was chosen before as it is, whatever came first', async () => {
    api.readingSettings = { nextWeekday: 'nearest', chosen: { 'at 5': 1 } };
    const close = await openTasks();
    await type('dentist 10/11/2099');
    await chip(/11 Oct/u);
    await type('{Alt>}{ArrowDown}{/Alt}');
    await waitFor(() =>
      expect(api.readingSettings).toEqual({
        dayFirst: true,
        nextWeekday: 'nearest',
        chosen: { 'at 5': 1 },
      }),
    );
    close();
  });

  it('counts in this page where it could not be remembered', async () => {
    await openTasks();
    await type('dentist 10/11/2099');
    await chip(/11 Oct/u);
    api.failure = away;
    await type('{Alt>}{ArrowDown}{/Alt}');
    expect(await chip(/10 Nov/u)).toBeVisible();
  });
});

describe('the day that words mean', () => {
  it('is that of the moment of typing, also when midnight has passed since', async () => {
    jest.useFakeTimers({ now: new Date('2026-11-28T23:59:40'), advanceTimers: true });
    const user = userEvent.setup({ advanceTimers: jest.advanceTimersByTime });
    try {
      const close = await openTasks();
      await user.type(quickAdd(), 'oat milk tomorrow');
      await chip(/Sun,? 29 Nov/u);
      jest.setSystemTime(new Date('2026-11-29T00:00:10'));
      // More of the title moves nothing, nor does a reload of the page.
      await user.type(quickAdd(), ' @late');
      close();
      await openTasks();
      await chip(/Tag late/u);
      await user.type(quickAdd(), '{Enter}');
      expect(await added()).toMatchObject({ title: 'oat milk', dueOn: '2026-11-29' });
    } finally {
      jest.useRealTimers();
    }
  });

  it('is that of the last typing of the phrase', async () => {
    jest.useFakeTimers({ now: new Date('2026-11-28T23:59:40'), advanceTimers: true });
    const user = userEvent.setup({ advanceTimers: jest.advanceTimersByTime });
    try {
      await openTasks();
      await user.type(quickAdd(), 'milk tomorrow');
      await chip(/29 Nov/u);
      jest.setSystemTime(new Date('2026-11-29T00:00:10'));
      await user.type(quickAdd(), 's');
      await user.type(quickAdd(), '{Backspace}');
      await chip(/30 Nov/u);
      expect(titles()).toEqual([]);
    } finally {
      jest.useRealTimers();
    }
  });
});
