import type {
  Comment,
  Member,
  NewTask,
  ReadingSettings,
  Section,
  Space,
  Task,
  TaskChanges,
  TaskPlace,
} from '@taskora/api-client';

import { problem, type Answer } from './fake-answer.ts';
import { changeMany } from './fake-bulk.ts';
import { FakeComments } from './fake-comments.ts';
import { compare, filterProblem, isFiltered, orders } from './fake-filters.ts';
import { FakeReminders } from './fake-reminders.ts';
import { changeSeries } from './fake-series.ts';
import { FakeTasks, following, task } from './fake-tasks.ts';
import { FakeSections } from './fake-sections.ts';
import { FakeViews } from './fake-views.ts';
import { gate, gateOf } from './gates.ts';

export { task } from './fake-tasks.ts';

interface Call {
  method: string;
  path: string;
  query: URLSearchParams;
  body: Record<string, unknown>;
  headers: Headers;
}

export interface FakeApi {
  readonly store: FakeTasks;
  readonly said: FakeComments;
  readonly reminders: FakeReminders;
  /** The saved views. */
  readonly views: FakeViews;
  /** What becomes of sections. */
  readonly parts: FakeSections;
  tasks: Task[];
  calls: Call[];
  /** Every mutation fails with this until it is undefined again. */
  failure: { status: number; detail: string } | undefined;
  /** How the person's lines are read. */
  readingSettings: ReadingSettings;
  /** Names of projects, by their ids. */
  projects: { id: string; name: string; spaceId: string; archivedAt: string | null }[];
  /** Those of the person. */
  spaces: (Pick<Space, 'id' | 'kind' | 'name'> & Partial<Space>)[];
  /** Those of every project. */
  sections: Section[];
  /** Those on every task. */
  comments: Comment[];
  /** Those of every space. */
  members: Member[];
  /** When a task that recurs is due again after its completion. */
  nextOccurrenceOn: string | null;
  /** The order in which a search finds tasks. */
  ranks: (one: Task, other: Task) => number;
  /** There is no network: nothing is reached, and the browser knows it. */
  offline: boolean;
  /** So many answers to mutations are lost, after the work was done. */
  lostAnswers: number;
  /** At most so many tasks are on a page. */
  pageSize: number;
  /** Mutations wait for the returned function to be called. */
  hold: () => () => void;
  /** Reads of such paths fail until it is undefined again. */
  unreadable: RegExp | undefined;
  /** Reads of such paths wait for the returned function to be called. */
  holdReads: (path: RegExp) => () => void;
}

/** Fields of a task as they were sent, as the API keeps them. */
function stored({ recurrence, ...fields }: TaskChanges, known: Task): Partial<Task> {
  delete fields.completed;
  delete fields.occurrenceOn;
  delete fields.timeZone;
  if (recurrence === undefined) return fields;
  const dueOn = fields.dueOn ?? known.dueOn ?? '';
  const series = { catchUp: false, firstOn: null, skippedOn: [], moved: [], pauses: [] };
  return {
    ...fields,
    recurrence: recurrence && {
      ...series,
      anchor: 'due',
      ...recurrence,
      startOn: dueOn,
      originalOn: dueOn,
    },
  };
}

/** The occurrence that was seen is not the open one. */
const isOver = ({ recurrence }: Task, { occurrenceOn }: TaskChanges) =>
  occurrenceOn !== undefined && occurrenceOn !== recurrence?.originalOn;

/** What is asked for is so already: the occurrence is over, or the task is open. */
function isDone(known: Task, changes: TaskChanges) {
  return changes.completed === false ? known.completedAt === null : isOver(known, changes);
}

function update({ store, nextOccurrenceOn }: FakeApi, known: Task, call: Call): Answer {
  const { headers } = call;
  const body = call.body as TaskChanges;
  const expected = headers.get('if-match');
  if (expected !== null && expected !== `"${known.version}"`)
    return problem(412, 'It has changed.');
  if (body.dueOn !== undefined && isOver(known, body)) return problem(412, 'It has changed.');
  if (isDone(known, body)) return { status: 200, body: known };
  const { completed } = body;
  const completedAt =
    completed === undefined ? known.completedAt : completed ? known.createdAt : null;
  const changed: Task = {
    ...known,
    ...stored(body, known),
    completedAt,
    version: known.version + 1,
    ...(completed && following(known, nextOccurrenceOn)),
  };
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
  if (/\/comments(?:\/|$)/u.test(call.path)) return api.said.mutate(store, call);
  const beside = api.reminders.mutate(call, store) ?? changeSeries(api, call);
  if (beside) return beside;
  const [, , , collection, id, verb] = call.path.split('/');
  if (verb === 'sections') return api.parts.mutate(call.method, { project: id }, call.body);
  if (collection === 'sections') return api.parts.mutate(call.method, { section: id }, call.body);
  if (collection === 'views') return api.views.mutate(call.method, id, call.body);
  if (collection === 'changes' && verb === 'undo') {
    const undone = api.views.undo(id) ?? api.parts.undo(id) ?? store.undo(id ?? '');
    if (undone) [api.said, api.reminders].forEach((each) => each.undo(id ?? '', undone.changeId));
    return undone ? { status: 200, body: undone } : problem(409, 'It was changed since.');
  }
  if (call.path.endsWith('/tasks/bulk')) return changeMany(api, call.body);
  if (collection === 'trash') {
    const restored = store.restore(id);
    if (!restored) return problem(404, 'It is not in the trash.');
    return { status: 200, body: restored.task, headers: { 'change-id': restored.changeId } };
  }
  if (verb === 'move') {
    const moved = store.move(id, String(call.body['spaceId']));
    if (!moved) return problem(404, 'No such task.');
    return { status: 200, body: moved.task, headers: { 'change-id': moved.changeId } };
  }
  if (verb === 'place') {
    const placed = store.place(id ?? '', call.body as TaskPlace);
    if (!placed) return problem(422, 'The other task is not in the same list.');
    return { status: 200, body: placed.task, headers: { 'change-id': placed.changeId } };
  }
  if (call.method === 'POST') {
    const { title, ...fields } = call.body as unknown as NewTask;
    if (fields.parentId && !store.find(fields.parentId)) return problem(422, 'No such parent.');
    delete fields.spaceId;
    const added = task(title);
    Object.assign(added, stored(fields, added));
    const headers = { 'change-id': store.change('added', null, added) };
    return { status: 201, body: added, headers };
  }
  const known = store.find(id);
  if (known === undefined) return problem(404, 'No such task.');
  if (call.method === 'PATCH') return update(api, known, call);
  return { status: 204, headers: { 'change-id': store.change('deleted', known, null) } };
}

function pageOf<Item>(items: readonly Item[], query: URLSearchParams, pageSize: number) {
  const start = Number(query.get('cursor') ?? 0);
  const end = start + Math.min(pageSize, Number(query.get('limit')));
  const nextCursor = end < items.length ? String(end) : null;
  return { items: items.slice(start, end), nextCursor };
}

function read(api: FakeApi, { path, query }: Call): Answer {
  const { store, pageSize } = api;
  const reminded = api.reminders.read(path);
  if (reminded) return reminded;
  if (path.endsWith('/reading-settings')) return { status: 200, body: api.readingSettings };
  if (path.endsWith('/projects')) return { status: 200, body: { items: api.projects } };
  if (path.endsWith('/sections')) return { status: 200, body: { items: api.sections } };
  if (path.endsWith('/comments')) return { status: 200, body: { items: api.comments } };
  if (path.endsWith('/members')) return { status: 200, body: { items: api.members } };
  if (path.endsWith('/summary')) {
    return { status: 200, body: store.summary(query.get('today') ?? '') };
  }
  if (path.endsWith('/changes')) {
    return {
      status: 200,
      body: { items: store.changes.map((each) => each.change), nextCursor: null },
    };
  }
  if (path.endsWith('/views')) return { status: 200, body: { items: api.views.items } };
  if (path.endsWith('/spaces')) return { status: 200, body: { items: api.spaces } };
  if (path.endsWith('/trash')) return { status: 200, body: pageOf(store.trash, query, pageSize) };
  if (path !== '/api/v1/tasks') {
    const found = store.find(path.split('/')[4]);
    return found ? { status: 200, body: found } : problem(404, 'No such task.');
  }
  const refused = filterProblem(query.get('filter') ?? '');
  if (refused) return refused;
  const terms = (query.get('search') ?? '').toLowerCase().split(' ');
  const found = store.tasks
    .filter((each) => terms.every((term) => each.title.toLowerCase().includes(term)))
    .filter((each) => isFiltered(each, query.get('filter') ?? ''))
    .sort(query.has('search') ? api.ranks : (orders[query.get('sort') ?? ''] ?? compare));
  return { status: 200, body: pageOf(found, query, pageSize) };
}

/** Stands at the edge of the page, where the network begins; everything inside is real. */
export function installFakeApi(tasks: Task[] = []): FakeApi {
  const store = new FakeTasks(tasks);
  const said = new FakeComments();
  const parts = new FakeSections(store);
  const mutations = gate();
  const reads = gateOf();
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
    said,
    reminders: new FakeReminders(),
    get comments() {
      return said.all;
    },
    set comments(next) {
      said.all = next;
    },
    calls: [],
    failure: undefined,
    readingSettings: { dayFirst: null, weekStart: 0, nextWeekday: 'nextWeek', chosen: {} },
    views: new FakeViews(),
    parts,
    get sections() {
      return parts.all;
    },
    set sections(next) {
      parts.all = next;
    },
    projects: [],
    spaces: [],
    members: [],
    nextOccurrenceOn: null,
    ranks: compare,
    offline: false,
    lostAnswers: 0,
    pageSize: 1_000,
    hold: mutations.hold,
    unreadable: undefined,
    holdReads: reads.hold,
  };

  const answer = async (call: Call): Promise<Answer> => {
    if (call.method === 'GET') {
      await reads.passed(call.path);
      return api.unreadable?.test(call.path) ? problem(503, 'It is away.') : read(api, call);
    }
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
