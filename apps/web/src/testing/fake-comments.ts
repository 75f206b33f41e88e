import type { Comment } from '@taskora/api-client';

import { problem, type Answer } from './fake-answer.ts';
import type { FakeTasks } from './fake-tasks.ts';

interface Asked {
  method: string;
  path: string;
  body: Record<string, unknown>;
  headers: Headers;
}

/** Those on every task, and each change of them with its undo. */
export class FakeComments {
  all: Comment[] = [];
  /** As they were before each change, by its id. */
  readonly #before = new Map<string, Comment[]>();

  find(id: string | undefined): Comment | undefined {
    return this.all.find((each) => each.id === id);
  }

  /** Adds, changes or deletes one; one that was changed since it was seen is left alone. */
  mutate(store: FakeTasks, { method, path, body, headers: sent }: Asked): Answer {
    const known = this.find(path.split('/')[4]);
    if (method !== 'POST' && !known) return problem(404, 'No such comment.');
    const expected = sent.get('if-match');
    const seen = known && `"${known.editedAt ?? known.createdAt}"`;
    if (seen && expected !== null && expected !== seen) return problem(412, 'It has changed.');
    const changeId = store.change('changed', null, null);
    const comment = this.change(changeId, known, method === 'DELETE' ? null : String(body['text']));
    const headers = { 'change-id': changeId };
    if (method === 'DELETE') return { status: 204, headers };
    return { status: method === 'POST' ? 201 : 200, body: comment, headers };
  }

  /** Puts a text, or nothing, in the place of a comment; without one it is added at the end. */
  change(changeId: string, known: Comment | undefined, text: string | null): Comment | undefined {
    this.#before.set(changeId, this.all);
    const now = new Date().toISOString();
    const said = { spaceId: 'own', taskId: 'task', authorId: 'ada', createdAt: now };
    const rest = this.all.filter((each) => each !== known);
    if (text === null) {
      this.all = rest;
      return known;
    }
    const comment: Comment = known
      ? { ...known, text, editedAt: now }
      : { ...said, id: changeId, text, editedAt: null };
    this.all = [...rest, comment];
    return comment;
  }

  /** Takes a change back by another one; it may have been none of a comment. */
  undo(id: string, changeId: string): void {
    const before = this.#before.get(id);
    if (!before) return;
    this.#before.set(changeId, this.all);
    this.all = before;
  }
}
