import { ApiProvider } from '@taskora/api-client';
import { UiProvider } from '@taskora/ui';
import { act, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

import { installFakeSettings, type FakeSettings } from '../testing/fake-settings.ts';
import { SettingsNav, settingsPages } from './settings-nav.tsx';
import { SettingsView } from './settings-view.tsx';

let api: FakeSettings;

async function open(): Promise<void> {
  render(
    <UiProvider nonce={undefined}>
      <ApiProvider>
        <SettingsView />
      </ApiProvider>
    </UiProvider>,
  );
  await screen.findByLabelText('A week begins on');
  await screen.findByLabelText('Time zone');
}

const choose = (label: string, option: string) =>
  userEvent.selectOptions(screen.getByLabelText(label), option);

beforeEach(() => {
  localStorage.clear();
  delete document.documentElement.dataset['theme'];
  api = installFakeSettings();
});

it('changes the look at once', async () => {
  await open();
  await choose('Theme', 'Dark');
  expect(document.documentElement).toHaveAttribute('data-theme', 'dark');
  await choose('Theme', 'As the system');
  expect(document.documentElement).not.toHaveAttribute('data-theme');
});

it('keeps on the server what weeks and dates are', async () => {
  await open();
  await choose('A week begins on', 'Sunday');
  await screen.findByText('Weeks and dates are saved.');
  await choose('5/12 is', 'The month first: 12 May');
  await choose('“Next Friday” is', 'The next Friday that comes');
  await waitFor(() =>
    expect(api.reading).toMatchObject({ weekStart: 6, dayFirst: false, nextWeekday: 'nearest' }),
  );
  await choose('5/12 is', 'As my language has it');
  await waitFor(() => expect(api.reading.dayFirst).toBeNull());
  expect(new Set(api.keys).size).toBe(4);
});

it('sends choices one after the other, so that the last one counts', async () => {
  await open();
  const release = api.hold();
  await choose('A week begins on', 'Sunday');
  await choose('A week begins on', 'Saturday');
  expect(screen.getByLabelText('A week begins on')).toHaveDisplayValue('Saturday');
  release();
  await waitFor(() => expect(api.keys).toHaveLength(2));
  await screen.findByText('Weeks and dates are saved.');
  expect(api.reading.weekStart).toBe(5);
  expect(screen.getByLabelText('A week begins on')).toHaveDisplayValue('Saturday');
});

it('takes back what is not stored, and says why', async () => {
  await open();
  api.failure = { status: 503, detail: 'The database does not answer.' };
  await choose('A week begins on', 'Sunday');
  const alert = await screen.findByRole('alert');
  expect(alert).toHaveTextContent('Weeks and dates are not saved. The database does not answer.');
  await waitFor(() =>
    expect(screen.getByLabelText('A week begins on')).toHaveDisplayValue('Monday'),
  );
});

it('keeps zone and hour of reminders, each beside the other', async () => {
  await open();
  await choose('Time zone', 'Asia/Tokyo');
  await screen.findByText('Time zone and reminders are saved.');
  const hour = screen.getByLabelText('Remind of what is due in a day at');
  await userEvent.clear(hour);
  await userEvent.type(hour, '07:30');
  await userEvent.tab();
  await waitFor(() =>
    expect(api.reminders).toEqual({ timeZone: 'Asia/Tokyo', allDayTime: '07:30:00' }),
  );
  await userEvent.click(screen.getByRole('button', { name: /^Take that of this device/u }));
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  await waitFor(() => expect(api.reminders.timeZone).toBe(timeZone));
});

it('keeps a choice beside what another device has stored since', async () => {
  await open();
  api.reminders = { timeZone: 'Asia/Tokyo', allDayTime: '09:00:00' };
  const hour = screen.getByLabelText('Remind of what is due in a day at');
  await userEvent.clear(hour);
  await userEvent.type(hour, '07:30');
  await userEvent.tab();
  await waitFor(() =>
    expect(api.reminders).toEqual({ timeZone: 'Asia/Tokyo', allDayTime: '07:30:00' }),
  );
  await waitFor(() => expect(screen.getByLabelText('Time zone')).toHaveValue('Asia/Tokyo'));
});

it('shows a choice although an answer comes that was asked for before it', async () => {
  await open();
  const release = api.holdReads();
  const asked = api.reads;
  api.failure = { status: 503, detail: 'The database does not answer.' };
  await choose('A week begins on', 'Saturday');
  await waitFor(() => expect(api.reads).toBeGreaterThan(asked));
  api.failure = undefined;
  const releaseChange = api.hold();
  await choose('A week begins on', 'Sunday');
  await act(release);
  expect(screen.getByLabelText('A week begins on')).toHaveDisplayValue('Sunday');
  releaseChange();
  await screen.findByText('Weeks and dates are saved.');
  expect(screen.getByLabelText('A week begins on')).toHaveDisplayValue('Sunday');
});

it('remembers whether single letters are commands', async () => {
  await open();
  await userEvent.click(screen.getByRole('checkbox', { name: 'Single letters are commands' }));
  expect(localStorage.getItem('taskora-single-keys')).toBe('off');
});

it('leads to each of its pages from each of them', () => {
  render(<SettingsNav shown="/tokens" />);
  const links = screen.getAllByRole('link');
  expect(links.map((link) => link.getAttribute('href'))).toEqual(
    settingsPages.map(({ href }) => href),
  );
  expect(screen.getByRole('link', { current: 'page' })).toHaveTextContent('Access tokens');
});
