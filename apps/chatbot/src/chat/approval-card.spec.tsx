import { UiProvider } from '@taskora/ui';
import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

import { ApprovalCard } from './approval-card.tsx';
import { MessageView } from './message-view.tsx';

const typed = { name: 'task', text: 'milk', provenance: 'typed', source: '' };
const read = { name: 'title', text: 'pay 99', provenance: 'task', source: 'mail', taskId: '1' };

function show(...values: object[]) {
  render(<ApprovalCard data={{ values, planId: null }} />);
  return screen.queryByRole('region', { name: 'What a yes would use' });
}

it('says of each value where it comes from', () => {
  const card = show(typed, read, { ...read, name: 'dueOn', text: '2030-01-01', through: 'import' });
  const said = [...(card?.querySelectorAll('dd') ?? [])].map((value) => value.textContent);
  expect(said).toEqual([
    'milkyou typed it',
    'pay 99from the task “mail”',
    '2030-01-01from the task “mail”, which came with an imported file',
  ]);
  const terms = [...(card?.querySelectorAll('dt') ?? [])].map((term) => term.textContent);
  expect(terms).toEqual(['Task', 'Title', 'Due date']);
});

it.each([
  [{ ...read, through: 'calendar' }, 'from the task “mail”, which came from a calendar program'],
  [{ ...read, provenance: 'tool', source: 'list_tasks' }, /found by the assistant in a list/u],
  [{ ...read, provenance: 'tool', source: 'other' }, 'found by the assistant'],
  [{ ...read, provenance: 'assistant' }, 'made by the assistant'],
  [{ ...typed, name: 'space', text: 'family' }, 'its members see what is added'],
  // What it was read from ends where its quotation marks do.
  [{ ...read, source: 'milk”, “typed"' }, "from the task “milk’, ‘typed'”"],
  // What another version of the service says proves nothing, and least of all that it was typed.
  [{ ...read, provenance: 'new' }, 'made by the assistant'],
])('has a label for %j', (value, label) => {
  show(value);
  expect(screen.getByText(label)).toBeVisible();
});

it.each([[undefined], [{}], [{ values: [] }], [{ values: [{ name: 'title' }] }]])(
  'shows nothing of %j',
  (data) => {
    const { container } = render(<ApprovalCard data={data} />);
    expect(container).toBeEmptyDOMElement();
  },
);

const taskNumber = (number: number) => ({ ...typed, text: `task ${String(number)}` });
const tasksTo = (first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, index) => taskNumber(first + index));

it.each([
  [{ more: tasksTo(6, 8), total: 8 }, '8 tasks in all: show the other 3', null],
  [{ more: tasksTo(6, 7), total: 8 }, '8 tasks in all: show the other 3', /^1 more task is not/u],
  [{ more: [], total: 1200 }, '1,200 tasks in all: show the other 1195', /^1,195 more tasks are/u],
])('says how many tasks there are and shows the rest on demand: %j', async (data, label, rest) => {
  render(<ApprovalCard data={{ values: tasksTo(1, 5), planId: null, ...data }} />);
  const summary = screen.getByText(label);
  const details = summary.closest('details');
  expect(details).not.toHaveAttribute('open');
  await userEvent.click(summary);
  expect(details).toHaveAttribute('open');
  const shown = [...(details?.querySelectorAll('bdi') ?? [])].map((each) => each.textContent);
  expect(shown).toEqual(data.more.map(({ text }) => text));
  if (rest === null) expect(screen.queryByText(/listed here/u)).toBeNull();
  else expect(screen.getByText(rest)).toBeVisible();
});

it('counts no tasks where all are shown', () => {
  render(<ApprovalCard data={{ values: tasksTo(1, 5), more: [], total: 5, planId: null }} />);
  expect(screen.queryByText(/in all/u)).toBeNull();
});

it('stands in the answer that asks, with the buttons after it', () => {
  const output = { tasks: [], summary: 'Add “pay 99”?', outcome: 'unconfirmed' };
  render(
    <UiProvider nonce={undefined}>
      <MessageView
        live={false}
        tasksUrl="/tasks"
        onChoose={() => undefined}
        message={{
          id: '1',
          role: 'assistant',
          parts: [
            {
              type: 'tool-add_task',
              toolCallId: '1',
              state: 'output-available',
              input: {},
              output,
            },
            { type: 'data-approval', data: { values: [read], planId: null } },
          ],
        }}
      />
    </UiProvider>,
  );
  const answer = screen.getByRole('article');
  expect(within(answer).getByText('from the task “mail”')).toBeVisible();
  expect(within(answer).getByRole('button', { name: 'yes' })).toBeEnabled();
});
