import {
  unsetFields,
  type Change,
  type Task,
  type TaskPlace,
  type TrashedTask,
  type Undone,
} from '@taskora/api-client';

const ownSpaceId = '00000000-0000-8000-8000-000000000000';
let count = 0;

function nextId(): string {
  count += 1;
  return `00000000-0000-4000-8000-${String(count).padStart(12, '0')}`;
}

export function task(title: string, changes: Partial<Task> = {}): Task {
  const id = nextId();
  const createdAt = new Date(Date.UTC(2026, 0, 1) + count * 60_000).toISOString();
  return {
    ...unsetFields,
    id,
    spaceId: ownSpaceId,
    title,
    createdAt,
    updatedAt: createdAt,
    version: 1,
    ...changes,
  };
}

/** What completing an occurrence makes of its task. */
export function following({ recurrence }: Task, dueOn: string | null): Partial<Task> {
  return recurrence && dueOn
    ? { dueOn, completedAt: null, recurrence: { ...recurrence, originalOn: dueOn } }
    : {};
}

/** What became of one task. */
export interface Replaced {
  before: Task | null;
  after: Task | null;
}

interface Recorded {
  change: Change;
  replaced: readonly Replaced[];
}

/** A text that is sorted between two others; without the first one, before the second. */
function positionBetween(low: string | undefined, high: string | undefined): string {
  if (low === undefined) return `0${high ?? ''}`;
  const end = [...'VK8421'].find((each) => high === undefined || `${low}${each}` < high);
  return `${low}${end ?? '0V'}`;
}

/** What the API keeps: tasks, and each change of them with its undo. */
export class FakeTasks {
  tasks: Task[];
  readonly changes: Recorded[] = [];
  /** What was deleted, the latest first. */
  trash: TrashedTask[] = [];

  constructor(tasks: Task[]) {
    this.tasks = tasks;
  }

  find(id: string | undefined): Task | undefined {
    return this.tasks.find((each) => each.id === id);
  }

  /** Puts one state in the place of another, and gives the name of that change. */
  change(kind: Change['kind'], before: Task | null, after: Task | null): string {
    return this.changeEach(kind, [{ before, after }]);
  }

  /** The same of several tasks, as one change. */
  changeEach(kind: Change['kind'], replaced: readonly Replaced[]): string {
    for (const { before, after } of replaced) {
      this.tasks = this.tasks.filter((each) => each.id !== before?.id);
      if (after) this.tasks.push(after);
      this.#keep(before, after);
    }
    const titles = replaced.map(({ before, after }) => (after ?? before)?.title ?? '');
    const createdAt = new Date().toISOString();
    const change = {
      spaceId: ownSpaceId,
      memberId: 'somebody',
      actor: 'web',
      tool: null,
      kind,
      count: replaced.length,
      titles: titles.slice(0, 3),
      createdAt,
      undoneAt: null,
    } as const;
    const id = nextId();
    this.changes.unshift({ change: { id, ...change }, replaced });
    return id;
  }

  /** What is deleted comes to the trash, and what is there again leaves it. */
  #keep(before: Task | null, after: Task | null): void {
    this.trash = this.trash.filter(({ task: { id } }) => id !== (after ?? before)?.id);
    const deletedAt = new Date().toISOString();
    if (before && !after) this.trash.unshift({ task: before, deletedBy: 'somebody', deletedAt });
  }

  /** Puts a task beside another one of its project; null where that is not there. */
  place(id: string, { afterId, beforeId }: TaskPlace): { changeId: string; task: Task } | null {
    const known = this.find(id);
    const other = this.find(afterId ?? beforeId ?? '');
    if (!known || !other || known.projectId !== other.projectId) return null;
    if ((known.sectionId ?? null) !== (other.sectionId ?? null)) return null;
    const positions = this.tasks
      .filter((each) => each !== known)
      .map(({ position = '' }) => position)
      .sort();
    const index = positions.indexOf(other.position ?? '');
    const [low, high] = afterId
      ? [other.position, positions[index + 1]]
      : [positions[index - 1], other.position];
    const position = positionBetween(low, high);
    const placed = { ...known, position };
    return { changeId: this.change('moved', known, placed), task: placed };
  }

  /** Moves a task to another space, of which nobody here is a member; null where it is not there. */
  move(id: string | undefined, spaceId: string): { changeId: string; task: Task } | null {
    const known = this.find(id);
    if (!known) return null;
    const left = { projectId: null, sectionId: null, assigneeId: null };
    const moved = { ...known, ...left, spaceId, version: known.version + 1 };
    return { changeId: this.change('moved', known, moved), task: moved };
  }

  /** Null where it is not in the trash. */
  restore(id: string | undefined): { changeId: string; task: Task } | null {
    const trashed = this.trash.find((each) => each.task.id === id);
    if (!trashed) return null;
    const restored = { ...trashed.task, version: trashed.task.version + 1 };
    return { changeId: this.change('added', null, restored), task: restored };
  }

  /** Null when the task has been changed since. */
  undo(id: string): Undone | null {
    const recorded = this.changes.find((each) => each.change.id === id);
    if (!recorded) return null;
    const isAsLeft = ({ before, after }: Replaced) =>
      this.find((after ?? before)?.id)?.version === after?.version;
    const asLeft = recorded.replaced.filter(isAsLeft);
    if (asLeft.length === 0) return null;
    recorded.change = { ...recorded.change, undoneAt: new Date().toISOString() };
    const back = asLeft.map(({ before, after }): Replaced => {
      // A place is no other version of its task.
      const raised = before?.version === after?.version ? 0 : 1;
      const version = Math.max(before?.version ?? 0, after?.version ?? 0) + raised;
      return { before: after, after: before && { ...before, version } };
    });
    const kept = recorded.replaced.filter((each) => !asLeft.includes(each));
    return {
      changeId: this.changeEach('undone', back),
      undone: back.flatMap(({ after }) => after ?? []),
      removed: back.flatMap(({ before, after }) => (before && !after ? [before.id] : [])),
      kept: kept.flatMap(({ before, after }) => this.find((after ?? before)?.id) ?? []),
      conflicts: [],
    };
  }

  summary(today: string) {
    const open = this.tasks.filter((each) => each.completedAt === null);
    return {
      open: open.length,
      overdue: open.filter((each) => each.dueOn !== null && each.dueOn < today).length,
      dueToday: open.filter((each) => each.dueOn === today).length,
      done: this.tasks.length - open.length,
      revision: JSON.stringify(this.tasks.map((each) => [each.id, each.version])),
    };
  }
}
