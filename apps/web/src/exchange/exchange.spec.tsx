import { ApiProvider } from '@taskora/api-client';
import { UiProvider } from '@taskora/ui';
import { render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

import { family, installFakeImports, row, type FakeImports } from '../testing/fake-imports.ts';
import { ExchangeView } from './exchange-view.tsx';
import { fileBytesMax } from './refusal.ts';

let api: FakeImports;

const csv = () => new File(['TYPE,CONTENT\ntask,Read\n'], 'Home.csv', { type: 'text/csv' });

function open(): void {
  render(
    <UiProvider nonce={undefined}>
      <ApiProvider>
        <ExchangeView />
      </ApiProvider>
    </UiProvider>,
  );
}

const press = (name: string) => userEvent.click(screen.getByRole('button', { name }));
const choose = (file: File) => userEvent.upload(screen.getByLabelText('File'), file);
const rows = () =>
  within(screen.getByRole('list', { name: 'Rows' }))
    .getAllByRole('listitem')
    .map((each) => each.textContent);
const preview = () => screen.findByRole('heading', { name: 'Preview: Todoist' });

async function openPreview(): Promise<void> {
  open();
  await choose(csv());
  await press('Preview');
  await waitFor(async () => expect(await preview()).toHaveFocus());
}

beforeEach(() => {
  api = installFakeImports([
    row(2, 'Read'),
    row(3, 'Write', {
      remarks: [{ reason: 'DATE_NOT_READ', sentence: 'A date could not be read: soon.' }],
    }),
    row(4, 'Sleep', {
      action: 'known',
      reason: 'IMPORTED_BEFORE',
      sentence: 'It was imported before, and stays as it is here.',
    }),
    row(5, '', { action: 'error', reason: 'TITLE_MISSING', sentence: 'It has no title.' }),
    row(6, 'A note', { action: 'skip', reason: 'NOT_A_TASK', sentence: 'It is no task: a note.' }),
  ]);
});

describe('an import (A5)', () => {
  it('shows what becomes of each row before anything is done', async () => {
    await openPreview();
    expect(api.asked).toHaveLength(1);
    expect(api.asked[0]).toMatchObject({ path: '/api/v1/imports', dry: true, bytes: csv().size });
    const query = Object.fromEntries(api.asked[0]?.query ?? []);
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    expect(query).toEqual({ fileName: 'Home.csv', timeZone });
    for (const count of ['2 new', '1 known already', '1 left out', '1 with an error']) {
      expect(screen.getByText((_, each) => each?.textContent === count)).toBeVisible();
    }
    expect(rows()).toEqual([
      'NewReadtask · line 2',
      'NewWritetask · line 3A date could not be read: soon.',
      'KnownSleeptask · line 4It was imported before, and stays as it is here.',
      'ErrorWithout a titletask · line 5It has no title.',
      'Left outA notetask · line 6It is no task: a note.',
    ]);
    expect(screen.getByText('1 row cannot be imported.')).toBeVisible();
  });

  it('shows only some of the rows', async () => {
    await openPreview();
    await userEvent.selectOptions(screen.getByLabelText('Show'), 'Where something is lost');
    expect(rows()).toHaveLength(3);
    await userEvent.selectOptions(screen.getByLabelText('Show'), 'Errors');
    expect(rows()).toEqual(['ErrorWithout a titletask · line 5It has no title.']);
  });

  it('is made as it was previewed, and taken back as a whole', async () => {
    await openPreview();
    await press('Import 2 rows');
    const result = await screen.findByRole('heading', { name: '2 rows are imported' });
    await waitFor(() => expect(result).toHaveFocus());
    expect(api.asked.at(-1)?.path).toBe('/api/v1/plans/plan-1/apply');
    expect(screen.getByText('1 were left out, and 1 had an error.')).toBeVisible();
    expect(screen.getByRole('link', { name: 'See the tasks' })).toHaveAttribute('href', '/tasks');
    await press('Undo the import');
    expect(
      await screen.findByText(/^All of its tasks are gone\. A project or section/u),
    ).toBeVisible();
    expect(api.asked.at(-1)?.path).toBe('/api/v1/changes/change-1/undo');
    expect(document.activeElement).not.toBe(document.body);
    expect(screen.getByLabelText('File')).toBeEnabled();
  });

  it('says which tasks an undo leaves', async () => {
    api.kept = 2;
    await openPreview();
    await press('Import 2 rows');
    await screen.findByRole('heading', { name: '2 rows are imported' });
    await press('Undo the import');
    expect(await screen.findByText(/2 tasks stay, changed since the import/u)).toBeVisible();
  });

  it('goes into the space and from the program that were chosen', async () => {
    open();
    await choose(csv());
    const into = screen.getByLabelText('Into');
    await within(into).findByRole('option', { name: 'Family' });
    // One may not write where one may only see.
    expect(within(into).queryByRole('option', { name: 'Only seen' })).not.toBeInTheDocument();
    await userEvent.selectOptions(into, 'Family');
    await userEvent.selectOptions(screen.getByLabelText('From'), 'TickTick');
    expect(screen.getByLabelText('From')).toHaveAccessibleDescription(/Backup: the CSV/u);
    await press('Preview');
    await preview();
    const query = api.asked[0]?.query;
    expect([query?.get('spaceId'), query?.get('source')]).toEqual([family.id, 'ticktick']);
  });

  it('offers nothing where all of a file is known', async () => {
    api.rows = api.rows.filter(({ action }) => action === 'known');
    await openPreview();
    expect(screen.getByText('Nothing of this file is new.')).toBeVisible();
    expect(screen.queryByRole('button', { name: /^Import /u })).not.toBeInTheDocument();
    await press('Choose another file');
    expect(screen.getByLabelText('File')).toBeVisible();
    expect(screen.getByRole('heading', { name: 'Import and export' })).toHaveFocus();
  });

  it('says that nothing can be imported where no row was imported before', async () => {
    api.rows = api.rows.filter(({ action }) => action === 'error');
    await openPreview();
    expect(screen.getByText('Nothing can be imported.')).toBeVisible();
    expect(screen.queryByText(/imported before|The others can/u)).not.toBeInTheDocument();
  });

  it('is not left before it is known what came of it', async () => {
    await openPreview();
    const imported = api.hold();
    await press('Import 2 rows');
    expect(screen.getByRole('button', { name: 'Choose another file' })).toBeDisabled();
    imported();
    await screen.findByRole('heading', { name: '2 rows are imported' });
    const undone = api.hold();
    await press('Undo the import');
    expect(screen.getByRole('button', { name: 'Import another file' })).toBeDisabled();
    undone();
    expect(await screen.findByText(/^All of its tasks are gone/u)).toBeVisible();
  });

  it('can be stopped while the file is read, whose answer then means nothing', async () => {
    const release = api.hold();
    open();
    await choose(csv());
    await press('Preview');
    await press('Stop');
    release();
    await waitFor(() => expect(screen.queryByText('Reading Home.csv')).not.toBeInTheDocument());
    expect(screen.queryByRole('heading', { name: /^Preview/u })).not.toBeInTheDocument();
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
  });

  it.each([
    ['PLAN_STALE', 409, 'Something was changed since the preview.'],
    ['PLAN_APPLIED', 409, 'This preview was imported already.'],
    [undefined, 404, 'The preview is too old'],
    [undefined, 403, 'Ask an owner.'],
    [undefined, 504, 'it may be imported by now. Import once more: nothing comes in twice.'],
  ])('says why it was not made: %s, status %i', async (code, status, text) => {
    await openPreview();
    api.refusal = { status, detail: 'Ask an owner.', ...(code && { code }) };
    await press('Import 2 rows');
    expect(await screen.findByRole('alert')).toHaveTextContent(text);
    expect(rows()).toHaveLength(5);
  });
});

describe('a file that cannot be imported (A5)', () => {
  const refusal = async (file: File): Promise<HTMLElement> => {
    open();
    await choose(file);
    await press('Preview');
    return screen.findByRole('alert');
  };

  it('of more than 32 MB is not sent', async () => {
    const file = csv();
    Object.defineProperty(file, 'size', { value: fileBytesMax + 1 });
    expect(await refusal(file)).toHaveTextContent(
      'Nothing was imported.The file has 33 MB, and 32 fit. Export one project or list at a time.',
    );
    expect(api.asked).toEqual([]);
  });

  it('has to be chosen first', async () => {
    open();
    await press('Preview');
    expect(screen.getByLabelText('File')).toHaveAccessibleDescription(/Choose a file first\.$/u);
    expect(screen.getByLabelText('File')).toHaveFocus();
    expect(api.asked).toEqual([]);
  });

  it('that is empty is not sent', async () => {
    expect(await refusal(new File([], 'a.csv'))).toHaveTextContent('The file is empty.');
    expect(api.asked).toEqual([]);
  });

  it.each([
    ['EXCHANGE_FORMAT_UNKNOWN', 'Choose an export of one of the programs below.'],
    ['EXCHANGE_CONTENT', 'Export the file again and do not change it'],
    ['EXCHANGE_ENCODING', 'Save the file as UTF-8'],
    ['EXCHANGE_ARCHIVE', 'Export the archive again, without a password.'],
    ['EXCHANGE_TOO_MANY_ROWS', 'Export one project or list at a time.'],
  ])('says what is wrong and what to do: %s', async (code, step) => {
    api.refusal = { status: 422, code, message: 'Line 7 has no end.' };
    const alert = await refusal(csv());
    expect(alert).toHaveTextContent(`Line 7 has no end. ${step}`);
    expect(alert).not.toHaveTextContent('the API’s own advice');
    // The next one takes its place.
    api.refusal = undefined;
    await choose(csv());
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
    await press('Preview');
    expect(await preview()).toBeVisible();
  });

  it('may be tried again where the server had other work', async () => {
    api.refusal = { status: 503, detail: 'Another file is being imported.' };
    expect(await refusal(csv())).toHaveTextContent('Another file is being imported. Try again');
  });
});

describe('a file of 20,000 rows (A5)', () => {
  it('is shown a page at a time, each of which is found by keyboard', async () => {
    api.rows = Array.from({ length: 20_000 }, (_, index) => row(index, `Task ${index}`));
    await openPreview();
    expect(rows()).toHaveLength(100);
    const range = () => screen.getAllByText(/^Rows /u)[0];
    expect(range()).toHaveTextContent('Rows 1 to 100 of 20,000');
    expect(screen.getByRole('button', { name: 'Previous rows' })).toBeDisabled();
    screen.getByRole('button', { name: 'Next rows' }).focus();
    await userEvent.keyboard('{Enter}');
    expect(range()).toHaveTextContent('Rows 101 to 200 of 20,000');
    expect(range()).toHaveFocus();
    expect(rows()[0]).toContain('Task 100');
    expect(screen.getByRole('button', { name: 'Import 20,000 rows' })).toBeEnabled();
  });
});

describe('an export (A5)', () => {
  it('is a file of a space, and says what it cannot keep', async () => {
    open();
    const link = screen.getByRole('link', { name: 'Export' });
    expect(link).toHaveAttribute('href', '/api/v1/exports?format=taskora-json');
    await userEvent.selectOptions(screen.getByLabelText('As'), 'markdown');
    expect(await screen.findByText('subtasks: a text has no ids')).toBeVisible();
    await within(screen.getByLabelText('What')).findByRole('option', { name: 'Family' });
    await userEvent.selectOptions(screen.getByLabelText('What'), 'Family');
    expect(link).toHaveAttribute('href', `/api/v1/exports?format=markdown&spaceId=${family.id}`);
    expect(link).toHaveAttribute('download');
  });
});
