import { ApiProvider } from '@taskora/api-client';
import { UiProvider } from '@taskora/ui';
import { render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

import { installFakeTokens, token, type FakeTokens } from '../testing/fake-tokens.ts';
import { AccessTokensView } from './access-tokens-view.tsx';

let api: FakeTokens;

async function open(): Promise<void> {
  render(
    <UiProvider nonce={undefined}>
      <ApiProvider>
        <AccessTokensView address="http://localhost:30000/mcp" />
      </ApiProvider>
    </UiProvider>,
  );
  await waitFor(() => expect(screen.queryByText('Loading tokens')).not.toBeInTheDocument());
}

const list = () => screen.getByRole('list', { name: 'Tokens' });
const names = () =>
  within(list())
    .queryAllByRole('button')
    .map((button) => button.getAttribute('aria-label')?.replace('Revoke ', ''));
const press = (name: string) => userEvent.click(screen.getByRole('button', { name }));

async function make(name: string): Promise<void> {
  await userEvent.type(screen.getByRole('textbox', { name: 'Name' }), name);
  await press('Make token');
}

beforeEach(() => {
  api = installFakeTokens([
    token('laptop', { lastUsedAt: '2026-11-20T08:30:00Z' }),
    token('old', { expiresAt: '2020-01-01T00:00:00Z' }),
  ]);
});

describe('the page of access tokens (A1)', () => {
  it('lists what was made, what it may do, when it was used and when it ends', async () => {
    await open();
    expect(names()).toEqual(['laptop', 'old']);
    const [laptop, old] = within(list()).getAllByRole('listitem');
    expect(laptop).toHaveTextContent('…wxyz');
    expect(laptop).toHaveTextContent('Read tasks');
    expect(laptop).toHaveTextContent(/Last used 20 Nov 2026.*expires 1 Nov 2099/u);
    expect(old).toHaveTextContent(/Never used · expired 1 Jan 2020/u);
    expect(screen.getByText('http://localhost:30000/mcp')).toBeVisible();
  });

  it('makes one with what was chosen, and shows it until it was kept', async () => {
    await open();
    await userEvent.click(screen.getByRole('checkbox', { name: 'Add, change and delete tasks' }));
    const days = screen.getByRole('spinbutton', { name: 'Days until it expires' });
    await userEvent.clear(days);
    await userEvent.type(days, '7');
    await make('editor');
    const shown = await screen.findByRole('textbox', { name: 'Token' });
    expect(shown).toHaveValue('taskora_pat_secret');
    expect(api.asked).toEqual([{ name: 'editor', scopes: ['tasks:read'], expiresInDays: 7 }]);
    await waitFor(() => expect(names()).toEqual(['editor', 'laptop', 'old']));
    await press('I have kept it');
    expect(screen.queryByRole('textbox', { name: 'Token' })).not.toBeInTheDocument();
  });

  it('says why none was made, and keeps what was typed', async () => {
    await open();
    api.failure = { status: 409, detail: 'You have 50 access tokens.' };
    await make('editor');
    expect(await screen.findByRole('alert')).toHaveTextContent('You have 50 access tokens.');
    expect(screen.getByRole('textbox', { name: 'Name' })).toHaveValue('editor');
    expect(screen.queryByRole('textbox', { name: 'Token' })).not.toBeInTheDocument();
  });

  it('makes none that may do nothing', async () => {
    await open();
    for (const name of ['Read tasks', 'Add, change and delete tasks']) {
      await userEvent.click(screen.getByRole('checkbox', { name }));
    }
    await make('editor');
    expect(await screen.findByRole('alert')).toHaveTextContent('Choose at least one');
    expect(api.asked).toEqual([]);
  });

  it('revokes one, once it was asked whether to', async () => {
    await open();
    await press('Revoke laptop');
    await press('Keep it');
    expect(names()).toEqual(['laptop', 'old']);
    await press('Revoke laptop');
    await press('Revoke');
    await waitFor(() => expect(names()).toEqual(['old']));
    const heading = screen.getByRole('heading', { name: 'Access tokens' });
    await waitFor(() => expect(heading).toHaveFocus());
  });

  it('says that one was not revoked', async () => {
    await open();
    api.failure = { status: 403, detail: 'Only you yourself may do this.' };
    await press('Revoke laptop');
    await press('Revoke');
    expect(await screen.findByRole('alert')).toHaveTextContent('laptop was not revoked.');
    expect(names()).toEqual(['laptop', 'old']);
  });
});
