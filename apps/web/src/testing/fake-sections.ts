import type { PlaceChanges, Section, Undone } from '@taskora/api-client';

import { problem, type Answer } from './fake-answer.ts';
import type { FakeTasks } from './fake-tasks.ts';

let count = 0;

export function section(name: string, projectId: string): Section {
  count += 1;
  const number = String(count).padStart(12, '0');
  const id = `00000000-0000-4000-a000-${number}`;
  const createdAt = '2026-11-01T10:00:00Z';
  return { id, projectId, spaceId: 'own', name, position: number, archivedAt: null, createdAt };
}

interface Before {
  sections: Section[];
  /** The tasks that a deleted one held. */
  held: { id: string; sectionId: string }[];
}

/** What the API keeps of sections, with the undo of each change. */
export class FakeSections {
  all: Section[] = [];
  readonly #tasks: FakeTasks;
  readonly #before = new Map<string, Before>();

  constructor(tasks: FakeTasks) {
    this.#tasks = tasks;
  }

  mutate(
    method: string,
    ids: { project?: string | undefined; section?: string | undefined },
    body: object,
  ): Answer {
    const { name = '', afterId } = body as PlaceChanges;
    if (method === 'POST') {
      const made = section(name, ids.project ?? '');
      return this.#become([...this.all, made], 201, made);
    }
    const known = this.all.find(({ id }) => id === ids.section);
    if (!known) return problem(404, 'There is no such section.');
    const others = this.all.filter((each) => each !== known);
    if (method === 'DELETE') return this.#become(others, 204, undefined, this.#empty(known.id));
    if (afterId === undefined) {
      const changed = { ...known, name };
      return this.#become(
        this.all.map((each) => (each === known ? changed : each)),
        200,
        changed,
      );
    }
    const index = others.findIndex(({ id }) => id === afterId) + 1;
    return this.#become(others.toSpliced(index, 0, known), 200, known);
  }

  /** Null where it is no change of sections. */
  undo(id: string | undefined): Undone | null {
    const before = this.#before.get(id ?? '');
    if (!before) return null;
    const undone = before.held.flatMap(({ id: taskId, sectionId }) => this.#put(taskId, sectionId));
    const { headers } = this.#become(before.sections, 200);
    return { changeId: headers?.['change-id'] ?? '', undone, removed: [], kept: [] };
  }

  #empty(sectionId: string): Before['held'] {
    const held = this.#tasks.tasks.filter((each) => each.sectionId === sectionId);
    for (const { id } of held) this.#put(id, null);
    return held.map(({ id }) => ({ id, sectionId }));
  }

  #put(taskId: string, sectionId: string | null) {
    const known = this.#tasks.find(taskId);
    if (!known) return [];
    const changed = { ...known, sectionId, version: known.version + 1 };
    this.#tasks.tasks = this.#tasks.tasks.map((each) => (each === known ? changed : each));
    return [changed];
  }

  #become(sections: Section[], status: number, body?: Section, held: Before['held'] = []): Answer {
    const changeId = `section-change-${this.#before.size}`;
    this.#before.set(changeId, { sections: this.all, held });
    this.all = sections;
    return { status, body, headers: { 'change-id': changeId } };
  }
}
