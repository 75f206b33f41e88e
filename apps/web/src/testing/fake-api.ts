import type { Task } from '@taskora/api-client';

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
  /** Lines cannot be parsed: this status instead. */
  parseFailure: number | undefined;
  /** There is no network: nothing is reached, and the browser knows it. */
  offline: boolean;
  /** So many answers to mutations are lost, after the work was done. */
  lostAnswers: number;
  /** At most so many tasks are on a page. */
  pageSize: number;
  /** Mutations wait for the returned function to be called. */
  hold: () => () => void;
  /** Questions for what a line means wait for the returned function to be called. */
  holdParse: () => () => void;
  /** Lines whose meaning was asked for, for which moment and whose language. */
  parsed: { text: string; now: string; locale: unknown }[];
}

/** Understands one date, which is enough to see that the answer is used. */
function parse(text: string): unknown {
  const start = text.search(/tomorrow|monday/iu);
  if (start < 0) return { title: text, dueOn: null, spans: [] };
  const date = /tomorrow|monday/iu.exec(text)?.[0] ?? '';
  const spans = [{ start, end: start + date.length, kind: 'date' }];
  const title = `${text.slice(0, start).trim()} ${text.slice(start + date.length).trim()}`.trim();
  return { title, dueOn: date === 'tomorrow' ? '2099-05-04' : '2099-05-11', spans };
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

function mutate(store: FakeTasks, call: Call): Answer {
  const [, , , collection, id, verb] = call.path.split('/');
  if (collection === 'changes' && verb === 'undo') {
    const undone = store.undo(id ?? '');
    return undone ? { status: 200, body: undone } : problem(409, 'It was changed since.');
  }
  if (call.method === 'POST') {
    const { title, notes, dueOn } = call.body;
    const added = task(String(title), {
      notes: String(notes ?? ''),
      dueOn: (dueOn ?? null) as string | null,
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

function read({ store, pageSize }: FakeApi, { path, query }: Call): Answer {
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
  const questions = gate();
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
    parsed: [],
    failure: undefined,
    parseFailure: undefined,
    offline: false,
    lostAnswers: 0,
    pageSize: 1_000,
    hold: mutations.hold,
    holdParse: questions.hold,
  };

  const answer = async (call: Call): Promise<Answer> => {
    if (call.path.endsWith('/parse')) {
      const { text, now, locale } = call.body;
      api.parsed.push({ text: String(text), now: String(now), locale });
      await questions.passed();
      if (api.parseFailure) return problem(api.parseFailure, 'It cannot be told.');
      return { status: 200, body: parse(String(call.body['text'])) };
    }
    if (call.method === 'GET') return read(api, call);
    api.calls.push(call);
    await mutations.passed();
    if (api.failure) return problem(api.failure.status, api.failure.detail);
    const key = call.headers.get('idempotency-key') ?? '';
    const result = answered.get(key) ?? mutate(store, call);
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
