import type { ListedView, NewView, Undone, ViewChanges } from '@taskora/api-client';

import { problem, type Answer } from './fake-answer.ts';

let count = 0;

export function savedView(name: string, filter: string, rest: Partial<ListedView> = {}) {
  count += 1;
  const number = String(count).padStart(12, '0');
  return {
    id: `00000000-0000-4000-9000-${number}`,
    spaceId: 'own',
    name,
    filter,
    sort: '',
    grouping: 'none',
    position: number,
    createdAt: '2026-11-01T10:00:00Z',
    ...rest,
  } satisfies ListedView as ListedView;
}

/** What the API keeps of saved views, with the undo of each change. */
export class FakeViews {
  items: ListedView[] = [];
  /** The views as they were before each change. */
  readonly #before = new Map<string, ListedView[]>();

  mutate(method: string, id: string | undefined, body: Record<string, unknown>): Answer {
    if (method === 'POST') {
      const { name, filter = '', ...rest } = body as unknown as NewView;
      const made = savedView(name, filter, rest as Partial<ListedView>);
      return this.#become([...this.items, made], 201, made);
    }
    const known = this.items.find((each) => each.id === id);
    if (!known) return problem(404, 'There is no such view.');
    const others = this.items.filter((each) => each !== known);
    if (method === 'DELETE') return this.#become(others, 204);
    const { afterId, ...fields } = body as ViewChanges;
    const changed: ListedView = { ...known, ...fields };
    if (afterId === undefined) {
      const items = this.items.map((each) => (each === known ? changed : each));
      return this.#become(items, 200, changed);
    }
    const index = others.findIndex((each) => each.id === afterId) + 1;
    return this.#become(others.toSpliced(index, 0, changed), 200, changed);
  }

  /** Null where it is no change of views. */
  undo(id: string | undefined): Undone | null {
    const before = this.#before.get(id ?? '');
    if (!before) return null;
    const { headers } = this.#become(before, 200);
    return { changeId: headers?.['change-id'] ?? '', undone: [], removed: [], kept: [] };
  }

  #become(items: ListedView[], status: number, body?: ListedView): Answer {
    const changeId = `view-change-${this.#before.size}`;
    this.#before.set(changeId, this.items);
    this.items = items;
    return { status, body, headers: { 'change-id': changeId } };
  }
}
