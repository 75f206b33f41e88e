import { hasStatus, newId, type NewTask, type Task } from '@taskora/api-client';

import { newTaskOf, type EditDraft } from '../edit/edit-draft.ts';
import type { FailureReporter } from '../failures/use-failures.ts';
import type { Failed, Outbox, Outcome } from '../outbox/outbox.ts';
import { unconfirmedId } from '../outbox/optimistic-change.ts';
import { summaryOf } from '../undo/change-summary.tsx';
import type { Undo } from '../undo/use-undo.tsx';
import { newTaskFrom, type ReadTask } from './new-task.ts';
import type { useProjectPlace, useSpaceOfProject } from './project-of.ts';
import type { Sending, UnsentLines } from './sending.ts';
import { withRestInNotes } from './title-text.ts';
import { typedNow } from './typed.ts';
import type { useReadLine } from './use-read-line.ts';

/** How many of several tasks are sent at a time. */
const sentAtOnce = 4;

export interface AddingWith {
  outbox: Outbox;
  readLine: ReturnType<typeof useReadLine>;
  projectPlace: ReturnType<typeof useProjectPlace>;
  spaceOfProject: ReturnType<typeof useSpaceOfProject>;
  unsent: UnsentLines;
  undo: Undo;
  failures: FailureReporter;
  /** The row of that id has come to its place. */
  onArrive: (id: string) => void;
}

/** A line as it is sent for the first time. */
export function newSending(line: string, rest: Partial<Sending> = {}): Sending {
  return {
    key: newId(),
    line,
    kept: [],
    shown: { title: line, dueOn: null },
    typed: typedNow(),
    restInNotes: false,
    task: null,
    project: null,
    ...rest,
  };
}

/** A line that says neither a day nor a tag nor a project has those of the view in which it was written. */
function withGiven({ task, project }: ReadTask, given: Sending['given'] = {}): NewTask {
  const { dueOn, tags, ...place } = given;
  return {
    ...task,
    ...(dueOn && !task.dueOn && { dueOn }),
    ...(tags && !task.tags && { tags }),
    ...(project === null && place),
  } as NewTask;
}

/** The space of a view of one: what is written there stays in it, in whatever project. */
function spaceOfView({ projectId, spaceId }: Sending['given'] & object = {}) {
  return projectId ? undefined : spaceId;
}

/** Adds what is written in the quick add, and what is left of a form. */
export function taskAdder(adding: AddingWith) {
  const { outbox, readLine, projectPlace, spaceOfProject } = adding;
  const { unsent, undo, failures, onArrive } = adding;
  /** Forms that are being sent, or were and did not arrive, by what is in them. */
  const drafted = new Map<string, { sending: Sending; added: Promise<boolean> | null }>();

  async function understand(sending: Sending): Promise<NewTask> {
    if (sending.task === null) {
      const read = newTaskFrom(sending.line, await readLine(sending));
      sending.task = withGiven(read, sending.given) as Sending['task'] & object;
      sending.project = read.project;
    }
    if (sending.project !== null) {
      const spaceId = spaceOfView(sending.given);
      const place = await projectPlace(sending.project, { key: sending.key, spaceId });
      Object.assign(sending.task, place);
      sending.project = null;
    }
    const { projectId, spaceId } = sending.task;
    if (projectId && !spaceId) Object.assign(sending.task, await spaceOfProject(projectId));
    if (sending.restInNotes) Object.assign(sending.task, withRestInNotes(sending.task));
    unsent.keep(sending);
    return sending.task;
  }

  /** The line is kept until it is known what became of it. */
  async function send(sending: Sending, mayBeListed = false): Promise<Outcome> {
    const { key, shown } = sending;
    unsent.keep(sending);
    const prepare = () => understand(sending);
    const { title: line } = shown;
    const dueOn = shown.dueOn ?? sending.given?.dueOn ?? null;
    const parentId = sending.task?.parentId ?? null;
    const sent = outbox.add({ line, dueOn, parentId, key, prepare, mayBeListed });
    if (!mayBeListed) onArrive(unconfirmedId(key));
    const outcome = await sent;
    if (!outcome.ok) return outcome;
    unsent.drop(key);
    // Its date was not known before, so its place is another now.
    if (outcome.task?.dueOn !== dueOn) onArrive(unconfirmedId(key));
    return outcome;
  }

  async function addLine(sending: Sending, given?: Sending['given']): Promise<Outcome> {
    // What was sent before is sent again as it was.
    if (given && !sending.given) {
      sending.given = given;
      const { task, project } = sending;
      if (task) sending.task = withGiven({ task, project }, given) as typeof task;
    }
    const doing = undo.begin();
    const outcome = await send(sending);
    if (outcome.ok && outcome.task) {
      doing.did(summaryOf('added', outcome.task.title), [outcome.changeId]);
    } else {
      doing.nothing();
    }
    return outcome;
  }

  /** For lines that are in no field any more: they stay until they are added or given up. */
  function reportLost(sendings: readonly Sending[], { error }: Failed): void {
    const [first] = sendings;
    if (!first) return;
    failures.report({
      id: first.key,
      title:
        sendings.length === 1
          ? `“${first.line}” was not added.`
          : `${sendings.length} tasks were not added.`,
      error,
      retry: () => void addAll(sendings),
      discard: () => sendings.forEach((each) => unsent.drop(each.key)),
    });
  }

  async function addAll(sendings: readonly Sending[], mayBeListed = false): Promise<void> {
    const doing = undo.begin();
    const waiting = [...sendings];
    const added: { title: string; changeId: string | null }[] = [];
    const failed: { sending: Sending; outcome: Failed }[] = [];
    const work = async (): Promise<void> => {
      for (let sending = waiting.shift(); sending; sending = waiting.shift()) {
        const outcome = await send(sending, mayBeListed);
        if (!outcome.ok) failed.push({ sending, outcome });
        else if (outcome.task)
          added.push({ title: outcome.task.title, changeId: outcome.changeId });
      }
    };
    await Promise.all(Array.from({ length: sentAtOnce }, work));
    const titles = added.map((each) => each.title);
    const changeIds = added.map((each) => each.changeId);
    if (titles.length === 0) doing.nothing();
    else doing.did({ verb: 'added', titles, count: titles.length }, changeIds);
    const [first] = failed;
    if (first) {
      reportLost(
        failed.map((each) => each.sending),
        first.outcome,
      );
    }
  }

  /**
   * Adds the content of a form whose task is gone; returns whether that was done. The same content of the
   * same form is one change, however often it is pressed.
   */
  function addDraft(draft: EditDraft): Promise<boolean> {
    const task = newTaskOf(draft) as Sending['task'] & object;
    const { title: line } = task;
    const name = JSON.stringify([draft.base.id, task]);
    const known = drafted.get(name);
    if (known?.added) return known.added;
    const shown = { title: line, dueOn: task.dueOn ?? null };
    const sending = known?.sending ?? newSending(line, { task, shown });
    const added = addLine(sending).then((outcome) => {
      if (outcome.ok) return true;
      drafted.set(name, { sending, added: null });
      // The text is still in its form, which keeps it.
      unsent.drop(sending.key);
      // The task above it may be gone with it.
      if (task.parentId && hasStatus(outcome.error, 422)) {
        return addDraft({ ...draft, base: { ...draft.base, parentId: null } });
      }
      failures.report({
        id: sending.key,
        title: `“${line}” was not added.`,
        error: outcome.error,
      });
      return false;
    });
    drafted.set(name, { sending, added });
    return added;
  }

  return {
    addLine,
    addDraft,
    reportLost,

    /** It is back in its field, which keeps it from here on. */
    takeBack: (sending: Sending): void => unsent.drop(sending.key),

    /** What a page that was left did not get to know. */
    async resume(): Promise<void> {
      const left = unsent.all();
      if (left.length > 0) await addAll(left, true);
    },

    addEach(lines: readonly string[], given: Sending['given'] & object = {}): void {
      void addAll(lines.map((line) => newSending(line, { restInNotes: true, given })));
    },

    /** Adds a part of a task, in the place where that is; what is written is its title as it stands. */
    addSubtask({ id, spaceId, projectId, sectionId }: Task, title: string): void {
      const place = { projectId: projectId ?? null, sectionId: sectionId ?? null };
      const task = { title, parentId: id, spaceId, ...place };
      const sending = newSending(title, { task });
      void addLine(sending).then((outcome) => {
        if (!outcome.ok) reportLost([sending], outcome);
      });
    },
  };
}
