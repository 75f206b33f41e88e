import type { ImportedRow, ImportReport, Problem } from '@taskora/api-client';

import { ownSpace, space } from './fake-spaces.ts';

export function row(place: number, title: string, fields: Partial<ImportedRow> = {}): ImportedRow {
  return {
    place: `line ${place}`,
    kind: 'task',
    action: 'create',
    reason: 'NEW',
    sentence: 'It is new.',
    title,
    sourceId: String(place),
    remarks: [],
    ...fields,
  };
}

export const family = space('Family');

export interface FakeImports {
  /** What becomes of the rows of every file. */
  rows: ImportedRow[];
  /** Every request fails so until it is undefined again. */
  refusal: { status: number; detail?: string; code?: string; message?: string } | undefined;
  /** How many tasks an undo keeps. */
  kept: number;
  /** Each request that changes something or would: its address, whether it is dry, and the text of the file. */
  asked: { path: string; query: URLSearchParams; dry: boolean; bytes: number }[];
  /** Previews wait for the returned function to be called. */
  hold: () => () => void;
}

function refused({ status, detail = '', code, message }: NonNullable<FakeImports['refusal']>) {
  const fields = message === undefined ? [] : [{ path: '', message, fix: 'the API’s own advice.' }];
  const problem: Problem = { requestId: 'r', title: 'Failed', detail, status, fields };
  return { status, body: { ...problem, ...(code && { code }) } };
}

/** Stands where the network begins, for the page of imports. */
export function installFakeImports(rows: ImportedRow[]): FakeImports {
  let passed: Promise<void> = Promise.resolve();
  const api: FakeImports = {
    rows,
    refusal: undefined,
    kept: 0,
    asked: [],
    hold: () => {
      let release = (): void => undefined;
      passed = new Promise((resolve) => (release = resolve));
      return release;
    },
  };

  function report(): ImportReport {
    const count = (action: ImportedRow['action']) =>
      api.rows.filter((each) => each.action === action).length;
    const counts = {
      create: count('create'),
      known: count('known'),
      skip: count('skip'),
      error: count('error'),
    };
    return {
      source: 'todoist',
      spaceId: ownSpace.id,
      counts,
      changeId: null,
      planId: 'plan-1',
      expiresAt: '2099-01-01T00:00:00Z',
      rows: api.rows,
    };
  }

  function read(path: string) {
    if (path.endsWith('/spaces')) {
      const viewed = space('Only seen', { role: 'viewer' });
      return { status: 200, body: { items: [ownSpace, family, viewed] } };
    }
    const losses = [{ what: 'subtasks', why: 'a text has no ids' }];
    const formats = [
      { format: 'taskora-json', mediaType: 'application/json', extension: 'json', losses: [] },
      { format: 'markdown', mediaType: 'text/markdown', extension: 'md', losses },
    ];
    return { status: 200, body: { items: formats } };
  }

  function change(path: string) {
    if (api.refusal) return refused(api.refusal);
    if (path.endsWith('/apply')) {
      return { status: 200, body: { changeId: 'change-1', count: report().counts.create } };
    }
    if (path.endsWith('/undo')) {
      const kept = Array.from({ length: api.kept }, () => ({}));
      return { status: 200, body: { changeId: 'change-2', undone: [], removed: [], kept } };
    }
    return { status: 202, body: report() };
  }

  const fetchFake = async (
    url: string,
    { method = 'GET', body, headers, signal }: RequestInit = {},
  ) => {
    const [path = '', query] = url.split('?', 2);
    if (method !== 'GET') {
      const dry = new Headers(headers).get('dry-run') === 'true';
      const bytes = body instanceof Blob ? body.size : 0;
      api.asked.push({ path, query: new URLSearchParams(query), dry, bytes });
      await passed;
    }
    if (signal?.aborted) throw new DOMException('Aborted', 'AbortError');
    const { status, body: answered } = method === 'GET' ? read(path) : change(path);
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
