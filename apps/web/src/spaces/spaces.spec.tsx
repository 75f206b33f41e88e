import { ApiProvider } from '@taskora/api-client';
import { UiProvider } from '@taskora/ui';
import { fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

import { installFakeSpaces, member, space, type FakeSpaces } from '../testing/fake-spaces.ts';
import { SpacesView } from './spaces-view.tsx';

let api: FakeSpaces;

function open(): void {
  render(
    <UiProvider nonce={undefined}>
      <ApiProvider>
        <SpacesView reader={{ id: 'ada', name: 'Ada L' }} />
      </ApiProvider>
    </UiProvider>,
  );
}

const list = (name: string) => screen.getByRole('list', { name });
const press = (name: string) => userEvent.click(screen.getByRole('button', { name }));
const isSaid = (text: string) =>
  waitFor(() =>
    expect(screen.getAllByRole('status').map((each) => each.textContent)).toContain(text),
  );

async function openMembers(): Promise<void> {
  open();
  await userEvent.click(await screen.findByRole('button', { name: 'Members and links of Family' }));
  await screen.findByRole('list', { name: 'Members' });
}

beforeEach(() => {
  api = installFakeSpaces(
    [space('Family')],
    [member('ada', 'Ada', 'owner'), member('bob', 'Bob', 'editor')],
  );
});

describe('the page of shared spaces (A1)', () => {
  it('lists them with one’s role, and leads to their tasks', async () => {
    open();
    await screen.findByRole('list', { name: 'Spaces' });
    const [family] = within(list('Spaces')).getAllByRole('listitem');
    expect(family).toHaveTextContent('You are an owner · 2 members');
    const { id } = space('Family');
    expect(screen.getByRole('link', { name: 'Tasks of Family' })).toHaveAttribute(
      'href',
      `/tasks?space=${id}`,
    );
  });

  it('does not say that there is none while they are not known', async () => {
    api.unreadable = /\/spaces$/u;
    open();
    const alert = await screen.findByText('Your spaces could not be loaded.');
    expect(alert).toBeVisible();
    expect(screen.queryByText(/You share none yet/u)).not.toBeInTheDocument();
    api.unreadable = undefined;
    await press('Try again');
    expect(await screen.findByRole('list', { name: 'Spaces' })).toBeVisible();
  });

  it('makes one, with the name by which others see who made it', async () => {
    api.spaces = api.spaces.slice(0, 1);
    open();
    expect(await screen.findByText(/You share none yet/u)).toBeVisible();
    await userEvent.type(screen.getByLabelText('Name of the space'), ' Team ');
    await userEvent.clear(screen.getByLabelText('Your name in it'));
    await userEvent.type(screen.getByLabelText('Your name in it'), 'Ada');
    await press('Make space');
    await isSaid('Team is made.');
    expect(api.asked).toEqual(['POST /api/v1/spaces {"name":"Team","memberName":"Ada"}']);
    expect(screen.getByLabelText('Name of the space')).toHaveValue('');
    expect(await screen.findByRole('heading', { name: 'Team' })).toBeVisible();
  });

  it('keeps what was typed where none was made, and says why', async () => {
    api.refusal = {
      status: 409,
      body: {
        requestId: 'r',
        title: 'Conflict',
        status: 409,
        detail:
          'There are as many of these as there may be. Remove one that is not needed any more.',
        fields: [],
      },
    };
    open();
    await userEvent.type(await screen.findByLabelText('Name of the space'), 'Team');
    await press('Make space');
    expect(await screen.findByRole('alert')).toHaveTextContent('Remove one that is not needed');
    expect(screen.getByLabelText('Name of the space')).toHaveValue('Team');
  });

  it('renames one', async () => {
    await openMembers();
    await userEvent.clear(screen.getByLabelText('Name'));
    await userEvent.type(screen.getByLabelText('Name'), 'Household');
    await press('Rename');
    await isSaid('The space is called Household now.');
    expect(await screen.findByRole('heading', { name: 'Household' })).toBeVisible();
  });
});

describe('the members of a space (A1)', () => {
  it('are listed with their roles, which an owner changes', async () => {
    await openMembers();
    expect(list('Members')).toHaveTextContent('Ada (you)');
    const role = screen.getByRole('combobox', { name: 'Role of Bob' });
    expect(role).toHaveValue('editor');
    role.focus();
    fireEvent.change(role, { target: { value: 'viewer' } });
    // A field that is disabled loses the focus.
    expect(role).toBeEnabled();
    await isSaid('Bob is now a viewer.');
    await waitFor(() => expect(role).toHaveValue('viewer'));
    expect(role).toHaveFocus();
  });

  it('are removed once it was asked whether to, and the focus is not lost', async () => {
    await openMembers();
    await press('Remove Bob');
    await press('Keep them');
    expect(list('Members')).toHaveTextContent('Bob');
    await press('Remove Bob');
    await press('Remove');
    await waitFor(() => expect(list('Members')).not.toHaveTextContent('Bob'));
    await isSaid('Bob is no member any more.');
    const heading = screen.getByRole('heading', { name: 'Members' });
    await waitFor(() => expect(heading).toHaveFocus());
  });

  it('have an owner always: the last one learns what to do first', async () => {
    await openMembers();
    await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Role of Ada' }), 'viewer');
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'Make somebody else an owner first.',
    );
    expect(screen.getByRole('combobox', { name: 'Role of Ada' })).toHaveValue('owner');
  });

  it('who are no owners see the roles, and nothing that they may not do', async () => {
    api.spaces = [space('Family', { role: 'viewer' })];
    await openMembers();
    expect(list('Members')).toHaveTextContent('Owner');
    expect(screen.queryByRole('combobox')).not.toBeInTheDocument();
    for (const name of ['Rename', 'Make link', 'Remove Bob', 'Delete Family']) {
      expect(screen.queryByRole('button', { name })).not.toBeInTheDocument();
    }
    expect(screen.getByRole('button', { name: 'Leave Family' })).toBeEnabled();
  });

  it('learn that somebody else was faster', async () => {
    await openMembers();
    api.members = api.members.slice(0, 1);
    await press('Remove Bob');
    await press('Remove');
    expect(await screen.findByRole('alert')).toHaveTextContent('It is not there any more');
    await waitFor(() => expect(list('Members')).not.toHaveTextContent('Bob'));
  });
});

describe('links into a space (A1)', () => {
  it('are made for a role, some people and some days, shown once, and revoked', async () => {
    await openMembers();
    expect(await screen.findByText('No link lets anybody in at present.')).toBeVisible();
    await userEvent.selectOptions(screen.getByLabelText('They become'), 'viewer');
    const people = screen.getByLabelText('For how many people');
    await userEvent.clear(people);
    await userEvent.type(people, '3');
    await press('Make link');
    const shown = await screen.findByLabelText('Link into the space');
    expect(shown).toHaveValue(`${window.location.origin}/join?invitation=tski_secret-number-1`);
    expect(api.asked[0]).toContain('{"role":"viewer","uses":3,"expiresInDays":7}');
    await waitFor(() => expect(list('Links')).toHaveTextContent(/For 3 people, as a viewer/u));
    await press('Revoke the link for 3 people as a viewer');
    await isSaid('The link is revoked.');
    expect(screen.queryByLabelText('Link into the space')).not.toBeInTheDocument();
    expect(await screen.findByText('No link lets anybody in at present.')).toBeVisible();
    expect(screen.getByRole('heading', { name: 'Links into the space' })).toHaveFocus();
  });

  it('stay until they are sent, although another is made or revoked, or the panel closed', async () => {
    await openMembers();
    const shown = () => screen.queryAllByLabelText<HTMLInputElement>('Link into the space');
    const secrets = () => shown().map(({ value }) => value.slice(-1));
    await press('Make link');
    await waitFor(() => expect(secrets()).toEqual(['1']));
    await userEvent.selectOptions(screen.getByLabelText('They become'), 'viewer');
    await waitFor(() => expect(screen.getByRole('button', { name: 'Make link' })).toBeEnabled());
    await press('Make link');
    await waitFor(() => expect(secrets()).toEqual(['2', '1']));
    await userEvent.click(
      await screen.findByRole('button', { name: 'Revoke the link for 1 person as a viewer' }),
    );
    await isSaid('The link is revoked.');
    expect(secrets()).toEqual(['1']);
    await press('Members and links of Family');
    expect(shown()).toEqual([]);
    await press('Members and links of Family');
    expect(secrets()).toEqual(['1']);
    await press('I have sent it');
    expect(shown()).toEqual([]);
    expect(screen.getByRole('heading', { name: 'Links into the space' })).toHaveFocus();
  });

  it('that were not made say so, with what to do', async () => {
    await openMembers();
    api.refusal = {
      status: 403,
      body: {
        requestId: 'r',
        title: 'Forbidden',
        status: 403,
        detail: 'Ask an owner.',
        fields: [],
      },
    };
    await press('Make link');
    expect(await screen.findByRole('alert')).toHaveTextContent('No link is shown.Ask an owner.');
  });
});

describe('getting out of a space (A1)', () => {
  it('is leaving it, which the last owner cannot', async () => {
    await openMembers();
    await press('Leave Family');
    await press('Leave');
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'You are still a member.The space would be left without an owner. Make somebody else an owner first.',
    );
    api.members = api.members.map((each) => ({ ...each, role: 'owner' }));
    await press('Leave Family');
    await press('Leave');
    await isSaid('You have left Family.');
    expect(await screen.findByText(/You share none yet/u)).toBeVisible();
    const heading = screen.getByRole('heading', { name: 'Shared spaces' });
    await waitFor(() => expect(heading).toHaveFocus());
  });

  it('is deleting it, and to have it back within 30 days', async () => {
    await openMembers();
    await press('Delete Family');
    await press('Delete');
    await isSaid('Family is deleted.');
    const deleted = await screen.findByRole('list', { name: 'Deleted spaces' });
    expect(deleted).toHaveTextContent(/Family can be restored until/u);
    await press('Restore Family');
    await isSaid('Family is restored.');
    expect(await screen.findByRole('list', { name: 'Spaces' })).toHaveTextContent('Family');
    expect(screen.queryByRole('list', { name: 'Deleted spaces' })).not.toBeInTheDocument();
  });
});
