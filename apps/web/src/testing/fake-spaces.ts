import type {
  Acceptance,
  CreatedInvitation,
  DeletedSpace,
  Invitation,
  Member,
  NewInvitation,
  NewSpace,
  Role,
  Space,
} from '@taskora/api-client';

import { problem, type Answer } from './fake-answer.ts';

const createdAt = '2026-11-01T10:00:00Z';
const forbidden =
  'Your role in this space is not enough for this. Nothing was changed. Ask an owner of the space for another role.';
const lastOwner = 'The space would be left without an owner. Make somebody else an owner first.';

export function space(name: string, fields: Partial<Space> = {}): Space {
  const id = `00000000-0000-4000-a000-${String(name.length).padStart(12, '0')}`;
  const kind = 'shared';
  return { id, kind, name, role: 'owner', memberCount: 2, createdAt, ...fields };
}

export function member(memberId: string, name: string, role: Role): Member {
  return { memberId, name, role, joinedAt: createdAt };
}

export const ownSpace = space('', { id: 'own', kind: 'personal', memberCount: 1 });

export interface FakeSpaces {
  spaces: Space[];
  /** Those of every shared space. */
  members: Member[];
  invitations: Invitation[];
  deleted: DeletedSpace[];
  /** What was asked for, as `METHOD path body`. */
  asked: string[];
  /** Reads of such paths fail until it is undefined again. */
  unreadable: RegExp | undefined;
  /** Every change fails so until it is undefined again. */
  refusal: Answer | undefined;
}

/** Stands where the network begins, for the pages of shared spaces; Ada reads them. */
export function installFakeSpaces(spaces: Space[], members: Member[]): FakeSpaces {
  const api: FakeSpaces = {
    spaces: [ownSpace, ...spaces],
    members,
    invitations: [],
    deleted: [],
    asked: [],
    unreadable: undefined,
    refusal: undefined,
  };
  let made = 0;

  function read(path: string): Answer {
    if (api.unreadable?.test(path)) return problem(503, 'The database does not answer.');
    const [, , , collection, , part] = path.split('/');
    if (collection === 'deleted-spaces') return { status: 200, body: { items: api.deleted } };
    if (part === 'members') return { status: 200, body: { items: api.members } };
    if (part === 'invitations') return { status: 200, body: { items: api.invitations } };
    return { status: 200, body: { items: api.spaces } };
  }

  const isLastOwner = (id: string | undefined) =>
    api.members.every(({ memberId, role }) => (role === 'owner') === (memberId === id));

  function changeMember(method: string, id: string | undefined, role: Role): Answer {
    const known = api.members.find(({ memberId }) => memberId === id);
    if (!known) return problem(404, 'No such member.');
    if (isLastOwner(id)) return problem(409, lastOwner);
    const changed = { ...known, role };
    api.members = api.members.flatMap((each) =>
      each === known ? (method === 'DELETE' ? [] : [changed]) : [each],
    );
    return method === 'DELETE' ? { status: 204 } : { status: 200, body: changed };
  }

  function invite({ role, uses = 1 }: NewInvitation): Answer {
    made += 1;
    const usesLeft = uses;
    const invitation = {
      id: `link-${made}`,
      role,
      usesLeft,
      createdAt,
      expiresAt: '2099-11-08T10:00:00Z',
    };
    api.invitations = [invitation, ...api.invitations];
    const body: CreatedInvitation = { ...invitation, secret: `tski_secret-number-${made}` };
    return { status: 201, body };
  }

  function change(method: string, path: string, body: Record<string, unknown>): Answer {
    if (api.refusal) return api.refusal;
    const [, , , collection, id, part, partId] = path.split('/');
    const known = api.spaces.find((each) => each.id === id);
    if (collection === 'invitations') {
      const { secret } = body as unknown as Acceptance;
      const isGood = secret.startsWith('tski_good');
      return isGood
        ? { status: 200, body: space('Family', { role: 'editor' }) }
        : problem(
            404,
            'This invitation is unknown, has expired or was used up. Ask for another one.',
          );
    }
    if (collection === 'deleted-spaces') {
      const gone = api.deleted.find((each) => each.id === id);
      api.deleted = api.deleted.filter((each) => each !== gone);
      const back = space(gone?.name ?? '');
      api.spaces = [...api.spaces, back];
      return { status: 200, body: back };
    }
    if (method === 'POST' && id === undefined) {
      const { name } = body as unknown as NewSpace;
      const added = space(name, { memberCount: 1 });
      api.spaces = [...api.spaces, added];
      return { status: 201, body: added };
    }
    if (!known) return problem(404, 'No such space.');
    if (part === 'members') {
      if (partId === 'ada' && method === 'DELETE' && !isLastOwner('ada')) {
        api.spaces = api.spaces.filter((each) => each !== known);
        return { status: 204 };
      }
      return changeMember(method, partId, body['role'] as Role);
    }
    if (known.role !== 'owner') return problem(403, forbidden);
    if (part === 'invitations') {
      if (method === 'POST') return invite(body as unknown as NewInvitation);
      api.invitations = api.invitations.filter((each) => each.id !== partId);
      return { status: 204 };
    }
    if (method === 'DELETE') {
      api.spaces = api.spaces.filter((each) => each !== known);
      const { name } = known;
      const times = { deletedAt: createdAt, restorableUntil: '2099-12-01T10:00:00Z' };
      api.deleted = [{ id: known.id, name, deletedBy: 'ada', ...times }];
      return { status: 204 };
    }
    const renamed = { ...known, name: String(body['name']) };
    api.spaces = api.spaces.map((each) => (each === known ? renamed : each));
    return { status: 200, body: renamed };
  }

  const fetchFake = async (path: string, { method = 'GET', body }: RequestInit = {}) => {
    if (method !== 'GET') api.asked.push([method, path, body].filter(Boolean).join(' '));
    const sent = body === undefined ? {} : (JSON.parse(String(body)) as Record<string, unknown>);
    const { status, body: answered } = method === 'GET' ? read(path) : change(method, path, sent);
    return {
      ok: status < 300,
      status,
      headers: new Headers(),
      json: () => Promise.resolve(answered),
      text: () => Promise.resolve(answered === undefined ? '' : JSON.stringify(answered)),
    };
  };
  Object.assign(globalThis, { fetch: fetchFake });
  return api;
}
