import type { Task } from '@taskora/api-client';

interface Answer {
  status: number;
  body?: unknown;
}

interface Call {
  method: string;
  path: string;
  body: Record<string, unknown>;
}

export interface FakeApi {
  tasks: Task[];
  calls: Call[];
  /** Every mutation fails with this until it is undefined again. */
  failure: { status: number; detail: string } | undefined;
  /** There is no network: nothing is reached, and the browser knows it. */
  offline: boolean;
  /** Mutations wait for the returned function to be called. */
  hold: () => () => void;
  /** Questions for what a line means wait for the returned function to be called. */
  holdParse: () => () => void;
  /** Lines whose meaning was asked for. */
  parsed: string[];
}

let count = 0;

export function task(title: string, changes: Partial<Task> = {}): Task {
  count += 1;
  const createdAt = new Date(Date.UTC(2026, 0, 1) + count * 60_000).toISOString();
  const id = `00000000-0000-4000-8000-${String(count).padStart(12, '0')}`;
  const fields = { notes: '', dueOn: null, completedAt: null, createdAt, updatedAt: createdAt };
  return { id, title, ...fields, ...changes };
}

/** Understands one word, which is enough to see that the answer is used. */
function parse(text: string): unknown {
  const start = text.indexOf('tomorrow');
  if (start < 0) return { title: text, dueOn: null, spans: [] };
  const spans = [{ start, end: start + 8, kind: 'date' }];
  return { title: text.slice(0, start).trim(), dueOn: '2099-05-04', spans };
}

function mutate(api: FakeApi, { method, path, body }: Call): Answer {
  const id = path.split('/')[4];
  const index = api.tasks.findIndex((each) => each.id === id);
  const known = api.tasks[index];
  if (method === 'POST') {
    const added = task(String(body['title']), { dueOn: (body['dueOn'] ?? null) as string | null });
    api.tasks.push(added);
    return { status: 201, body: added };
  }
  if (known === undefined) return { status: 404, body: problem(404, 'No such task.') };
  if (method === 'DELETE') {
    api.tasks.splice(index, 1);
    return { status: 204 };
  }
  const { completed, ...rest } = body;
  const completedAt =
    completed === undefined ? known.completedAt : completed ? known.createdAt : null;
  const changed: Task = { ...known, ...rest, completedAt };
  api.tasks[index] = changed;
  return { status: 200, body: changed };
}

function problem(status: number, detail: string): unknown {
  return { requestId: 'request-1', title: 'Failed', detail, status, fields: [] };
}

/** Stands at the edge of the page, where the network begins; everything inside is real. */
export function installFakeApi(tasks: Task[] = []): FakeApi {
  let gate: Promise<void> = Promise.resolve();
  let parseGate: Promise<void> = Promise.resolve();
  const api: FakeApi = {
    tasks,
    calls: [],
    parsed: [],
    failure: undefined,
    offline: false,
    hold: () => {
      let release = () => {};
      gate = new Promise((resolve) => (release = resolve));
      return release;
    },
    holdParse: () => {
      let release = () => {};
      parseGate = new Promise((resolve) => (release = resolve));
      return release;
    },
  };
  const answer = async (call: Call): Promise<Answer> => {
    if (call.path.endsWith('/parse')) {
      api.parsed.push(String(call.body['text']));
      await parseGate;
      return { status: 200, body: parse(String(call.body['text'])) };
    }
    if (call.method === 'GET')
      return { status: 200, body: { items: [...api.tasks], nextCursor: null } };
    api.calls.push(call);
    await gate;
    if (api.failure === undefined) return mutate(api, call);
    return { status: api.failure.status, body: problem(api.failure.status, api.failure.detail) };
  };
  const fetchFake = async (url: string, options: RequestInit = {}) => {
    if (api.offline) throw new TypeError('Failed to fetch');
    const body = options.body === undefined ? {} : JSON.parse(String(options.body));
    const path = url.split('?', 1)[0] ?? '';
    const { status, body: result } = await answer({ method: options.method ?? 'GET', path, body });
    const ok = status < 300;
    return { ok, status, headers: new Headers(), json: () => Promise.resolve(result) };
  };
  Object.assign(globalThis, { fetch: fetchFake });
  return api;
}
