import type { NewTask, ReadingSettings, Task } from '@taskora/api-client';

import { FakeTasks, task } from './fake-tasks.ts';

export { task } from './fake-tasks.ts';

interface Answer {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
}

interface Call {
  method: string;
  path: string;
  query: URLSearchParams;
  body: Record<string, unknown>;
  headers: Headers;
}

export interface FakeApi {
  readonly store: FakeTasks;
  tasks: Task[];
  calls: Call[];
  /** Every mutation fails with this until it is undefined again. */
  failure: { status: number; detail: string } | undefined;
  /** How the person's lines are read. */
  readingSettings: ReadingSettings;
  /** Names of projects, by their ids. */
  projects: { id: string; name: string; spaceId: string; archivedAt: string | null }[];
  /** There is no network: nothing is reached, and the browser knows it. */
  offline: boolean;
  /** So many answers to mutations are lost, after the work was done. */
  lostAnswers: number;
  /** At most so many tasks are on a page. */
  pageSize: number;
  /** Mutations wait for the returned function to be called. */
  hold: () => () => void;
}

function problem(status: number, detail: string): Answer {
  return { status, body: { requestId: 'r', title: 'Failed', detail, status, fields: [] } };
}

function update(store: FakeTasks, known: Task, { body, headers }: Call): Answer {
  const expected = headers.get('if-match');
  if (expected !== null && expected !== `"${known.version}"`)
    return problem(412, 'It has changed.');
  const { completed, ...rest } = body;
  const completedAt =
    completed === undefined ? known.completedAt : completed ? known.createdAt : null;
  const changed: Task = { ...known, ...rest, completedAt, version: known.version + 1 };
  const kind = completed === undefined ? 'changed' : completed ? 'completed' : 'reopened';
  return {
    status: 200,
    body: changed,
    headers: { 'change-id': store.change(kind, known, changed) },
  };
}

function readingChanges({ readingSettings }: FakeApi, body: Call['body']): ReadingSettings {
  const chosen = { ...readingSettings.chosen, ...(body['chosen'] as ReadingSettings['chosen']) };
  return { ...readingSettings, ...body, chosen };
}

function mutate(api: FakeApi, call: Call): Answer {
  const { store } = api;
  if (call.path.endsWith('/reading-settings')) {
    api.readingSettings = readingChanges(api, call.body);
    return { status: 200, body: api.readingSettings };
  }
  if (call.path.endsWith('/projects')) {
    const id = `project-${api.projects.length}`;
    const made = { id, name: String(call.body['name']), spaceId: 'own', archivedAt: null };
    api.projects.push(made);
    return { status: 201, body: made };
  }
  const [, , , collection, id, verb] = call.path.split('/');
  if (collection === 'changes' && verb === 'undo') {
    const undone = store.undo(id ?? '');
    return undone ? { status: 200, body: undone } : problem(409, 'It was changed since.');
  }
  if (call.method === 'POST') {
    const { title, notes, dueOn, dueTime, dueZone } = call.body as unknown as NewTask;
    const added = task(title, {
      notes: notes ?? '',
      dueOn: dueOn ?? null,
      dueTime: dueTime ?? null,
      dueZone: dueZone ?? null,
    });
    const headers = { 'change-id': store.change('added', null, added) };
    return { status: 201, body: added, headers };
  }
  const known = store.find(id);
  if (known === undefined) return problem(404, 'No such task.');
  if (call.method === 'PATCH') return update(store, known, call);
  return { status: 204, headers: { 'change-id': store.change('deleted', known, null) } };
}

function compare(a: Task, b: Task): number {
  const key = (each: Task) => `${each.completedAt ? 1 : 0} ${each.dueOn ?? '9999-99-99'}`;
  return key(a).localeCompare(key(b)) || b.createdAt.localeCompare(a.createdAt);
}

function read(api: FakeApi, { path, query }: Call): Answer {
  const { store, pageSize } = api;
  if (path.endsWith('/reading-settings')) return { status: 200, body: api.readingSettings };
  if (path.endsWith('/projects')) return { status: 200, body: { items: api.projects } };
  if (path.endsWith('/summary')) {
    return { status: 200, body: store.summary(query.get('today') ?? '') };
  }
  if (path.endsWith('/changes')) {
    return {
      status: 200,
      body: { items: store.changes.map((each) => each.change), nextCursor: null },
    };
  }
  if (path !== '/api/v1/tasks') {
    const found = store.find(path.split('/')[4]);
    return found ? { status: 200, body: found } : problem(404, 'No such task.');
  }
  const terms = (query.get('q') ?? '').toLowerCase().split(' ');
  const found = store.tasks
    .filter((each) => terms.every((term) => each.title.toLowerCase().includes(term)))
    .sort(compare);
  const start = Number(query.get('cursor') ?? 0);
  const end = start + Math.min(pageSize, Number(query.get('limit')));
  const nextCursor = end < found.length ? String(end) : null;
  return { status: 200, body: { items: found.slice(start, end), nextCursor } };
}

/** Gates that answers wait at. */
function gate(): { passed: () => Promise<void>; hold: () => () => void } {
  let passed: Promise<void> = Promise.resolve();
  const hold = () => {
    let release = () => {};
    passed = new Promise((resolve) => (release = resolve));
    return release;
  };
  return { passed: () => passed, hold };
}

/** Stands at the edge of the page, where the network begins; everything inside is real. */
export function installFakeApi(tasks: Task[] = []): FakeApi {
  const store = new FakeTasks(tasks);
  const mutations = gate();
  /** First answers by key, as the API keeps them. */
  const answered = new Map<string, Answer>();
  const api: FakeApi = {
    store,
    get tasks() {
      return store.tasks;
    },
    set tasks(next) {
      store.tasks = next;
    },
    calls: [],
    failure: undefined,
    readingSettings: { dayFirst: null, weekStart: 0, nextWeekday: 'nextWeek', chosen: {} },
    projects: [],
    offline: false,
    lostAnswers: 0,
    pageSize: 1_000,
    hold: mutations.hold,
  };

  const answer = async (call: Call): Promise<Answer> => {
    if (call.method === 'GET') return read(api, call);
    api.calls.push(call);
    await mutations.passed();
    if (api.failure) return problem(api.failure.status, api.failure.detail);
    const key = call.headers.get('idempotency-key') ?? '';
    const result = answered.get(key) ?? mutate(api, call);
    if (key !== '' && result.status < 300) answered.set(key, result);
    if (api.lostAnswers > 0) {
      api.lostAnswers -= 1;
      throw new TypeError('Failed to fetch');
    }
    return result;
  };

  const fetchFake = async (url: string, options: RequestInit = {}) => {
    if (api.offline) throw new TypeError('Failed to fetch');
    const body = options.body === undefined ? {} : JSON.parse(String(options.body));
    const [path = '', query] = url.split('?', 2);
    const { status, ...rest } = await answer({
      method: options.method ?? 'GET',
      path,
      query: new URLSearchParams(query),
      body,
      headers: new Headers(options.headers),
    });
    const ok = status < 300;
    return {
      ok,
      status,
      headers: new Headers(rest.headers),
      json: () => Promise.resolve(rest.body),
      text: () => Promise.resolve(rest.body === undefined ? '' : JSON.stringify(rest.body)),
    };
  };
  Object.assign(globalThis, { fetch: fetchFake });
  return api;
}
