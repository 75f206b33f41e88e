import type { Comment } from '@taskora/api-client';

/** Those on every task, and each change of them with its undo. */
export class FakeComments {
  all: Comment[] = [];
  /** As they were before each change, by its id. */
  readonly #before = new Map<string, Comment[]>();

  find(id: string | undefined): Comment | undefined {
    return this.all.find((each) => each.id === id);
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
