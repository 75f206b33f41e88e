import { UiProvider } from '@taskora/ui';
import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

import { installFakeSpaces, space, type FakeSpaces } from '../testing/fake-spaces.ts';
import { problem } from '../testing/fake-answer.ts';
import { JoinView } from './join-view.tsx';

let api: FakeSpaces;

function open(invitation: string): void {
  render(
    <UiProvider nonce={undefined}>
      <JoinView invitation={invitation} readerName="Bob B" email="bob@example.org" />
    </UiProvider>,
  );
}

const join = () => userEvent.click(screen.getByRole('button', { name: 'Join' }));

beforeEach(() => {
  api = installFakeSpaces([], []);
});

describe('the page of a link into a space (A1)', () => {
  it('joins nobody before it is asked to', () => {
    open('tski_good-secret-of-a-link');
    expect(screen.getByLabelText('Your name in it')).toHaveValue('Bob B');
    expect(screen.getByRole('link', { name: 'Do not join' })).toHaveAttribute('href', '/tasks');
    expect(api.asked).toEqual([]);
  });

  it('makes a member under the name that others see, and says what they may do', async () => {
    open('tski_good-secret-of-a-link');
    await userEvent.clear(screen.getByLabelText('Your name in it'));
    await userEvent.type(screen.getByLabelText('Your name in it'), 'Bob');
    await join();
    const said = await screen.findByText(/You are now an editor of/u);
    expect(said).toHaveTextContent('Family: who is an editor changes tasks.');
    await waitFor(() => expect(said).toHaveFocus());
    expect(api.asked[0]).toContain('{"secret":"tski_good-secret-of-a-link","memberName":"Bob"}');
    const { id } = space('Family');
    const tasks = screen.getByRole('link', { name: 'See its tasks' });
    expect(tasks).toHaveAttribute('href', `/tasks?space=${id}`);
  });

  it.each([
    ['has expired', undefined, 'has expired or was used up. Ask for another one.'],
    ['was cut on its way', problem(422, 'The request is not valid.'), 'This link is not whole.'],
    [
      'leads into a full space',
      problem(409, 'As many as there may be.'),
      'Leave one that you do not need',
    ],
    [
      'meets a server that is away',
      problem(503, 'The database does not answer.'),
      'does not answer',
    ],
  ])('says what to do where the link %s', async (_what, refusal, text) => {
    api.refusal = refusal;
    open('tski_expired-secret-of-a-link');
    await join();
    expect(await screen.findByRole('alert')).toHaveTextContent(text);
    expect(screen.getByLabelText('Your name in it')).toBeVisible();
  });
});
