import type { Activity } from '@taskora/api-client';

let count = 0;

/** An entry as the API lists it. */
export function activity(changes: Partial<Activity> = {}): Activity {
  count += 1;
  const number = String(count).padStart(12, '0');
  const changeId = changes.changeId ?? `00000000-0000-4000-9000-${number}`;
  return {
    spaceId: 'own',
    sequence: count,
    hash: null,
    changeId,
    actionId: changeId,
    changeCount: 1,
    kind: 'changed',
    undoes: null,
    memberId: 'ada',
    actor: 'web',
    tool: null,
    arguments: null,
    entity: 'task',
    entityId: `00000000-0000-4000-8000-${number}`,
    title: 'Buy milk',
    before: null,
    after: null,
    createdAt: new Date(Date.UTC(2026, 0, 1, 0, count)).toISOString(),
    undoneAt: null,
    undoneBy: null,
    erasedAt: null,
    ...changes,
  };
}

export interface FakeActivity {
  /** The newest first. */
  entries: Activity[];
  /** Requests, as `GET /api/v1/activity?limit=50`. */
  asked: string[];
  keys: string[];
  /** Undo is refused with this until it is undefined again. */
  failure: { status: number; detail: string } | undefined;
  pageSize: number;
  /** States of tasks, by the sequence after which they were so. */
  past: Record<number, Record<string, unknown>>;
}

/** Stands where the network begins, for the page of activity. */
export function installFakeActivity(entries: Activity[]): FakeActivity {
  const api: FakeActivity = {
    entries,
    asked: [],
    keys: [],
    failure: undefined,
    pageSize: 50,
    past: {},
  };

  function undo(id: string): unknown {
    const undoId = `undo-${api.entries.length}`;
    const createdAt = new Date(Date.UTC(2026, 1, 1, 0, api.entries.length)).toISOString();
    const known = api.entries.find(({ changeId }) => changeId === id);
    const isRedo = known?.kind === 'undone';
    const of = isRedo ? known.undoes : id;
    const mark = isRedo
      ? { undoneAt: null, undoneBy: null }
      : { undoneAt: createdAt, undoneBy: undoId };
    api.entries = api.entries.map((each) => (each.changeId === of ? { ...each, ...mark } : each));
    const title = known?.title ?? null;
    api.entries.unshift(
      activity({ changeId: undoId, kind: 'undone', undoes: id, createdAt, title }),
    );
    return { changeId: undoId, undone: [], removed: [], kept: [], conflicts: [] };
  }

  function list(query: URLSearchParams): unknown {
    const [id, actor] = [query.get('entityId'), query.get('actor')];
    const found = api.entries
      .filter(({ entityId }) => id === null || entityId === id)
      .filter((each) => actor === null || each.actor === actor);
    const start = Number(query.get('cursor') ?? 0);
    const end = start + api.pageSize;
    return { items: found.slice(start, end), nextCursor: end < found.length ? String(end) : null };
  }

  function answer(path: string, query: URLSearchParams): [number, unknown] {
    const [, , , collection, id = '', , sequence] = path.split('/');
    if (collection === 'activity') return [200, list(query)];
    if (collection === 'projects') return [200, { items: [] }];
    if (path.endsWith('/members')) return [200, { items: [{ memberId: 'ben', name: 'Ben' }] }];
    if (collection === 'spaces') {
      const state = api.past[Number(sequence)];
      const about = { spaceId: id, sequence: Number(sequence), at: null, entity: 'task' };
      return [200, { ...about, items: state ? [state] : [] }];
    }
    if (!api.failure) return [200, undo(id)];
    const { status, detail } = api.failure;
    return [status, { requestId: 'r', title: 'Failed', detail, status, fields: [] }];
  }

  const fetchFake = async (url: string, { method = 'GET', headers }: RequestInit = {}) => {
    const [path = '', query] = url.split('?', 2);
    api.asked.push(`${method} ${url}`);
    if (method === 'POST') api.keys.push(new Headers(headers).get('idempotency-key') ?? '');
    const [status, answered] = answer(path, new URLSearchParams(query));
    return {
      ok: status < 300,
      status,
      headers: new Headers(),
      json: () => Promise.resolve(answered),
      text: () => Promise.resolve(JSON.stringify(answered)),
    };
  };
  Object.assign(globalThis, { fetch: fetchFake });
  return api;
}
