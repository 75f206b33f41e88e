'use client';

import type { Task, TaskPlace } from '@taskora/api-client';
import { classNames, IconButton, StatusRegion } from '@taskora/ui';
import {
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type PointerEvent,
  type ReactElement,
} from 'react';

import { TaskList, type TaskListProps } from '../list/task-list.tsx';
import { TaskTitle } from '../list/task-title.tsx';
import { isUnconfirmed } from '../outbox/optimistic-change.ts';
import { startSectionDrag, type Drop } from './drag-to-section.ts';
import { groupName, groupsOf, type Group } from './groups.ts';
import type { ProjectSections } from './use-project-sections.ts';

export interface SectionsProps {
  sections: ProjectSections;
  /** What each of the lists has alike. */
  list: Omit<TaskListProps, 'onEmptied'>;
  /** There may be tasks that are not loaded yet. */
  isPartial: boolean;
  onEmptied: () => void;
  onRelocate: (task: Task, changes: { sectionId: string | null }, place?: TaskPlace) => void;
}

const steps: Readonly<Record<string, -1 | 1>> = { ArrowLeft: -1, ArrowRight: 1 };

/** The tasks of a project by section: one below the other, or side by side as the columns of a board. */
export function Sections(props: SectionsProps): ReactElement {
  const { sections, list, isPartial, onEmptied, onRelocate } = props;
  const { all, isBoard, openForm } = sections;
  const { tasks, order } = list;
  const root = useRef<HTMLDivElement>(null);
  const [wanted, setWanted] = useState<{ id: string } | null>(null);
  const [said, setSaid] = useState('');
  const groups = useMemo(() => groupsOf(tasks, all), [tasks, all]);

  // The row that had the focus is in another list now.
  useLayoutEffect(() => {
    if (!wanted) return;
    const rows = [...(root.current?.querySelectorAll<HTMLElement>('[data-task]') ?? [])];
    rows
      .find((row) => row.dataset['task'] === wanted.id)
      ?.querySelector('input')
      ?.focus();
  }, [wanted]);

  function relocate(task: Task, to: Group, place?: TaskPlace): void {
    onRelocate(task, { sectionId: to.section?.id ?? null }, place);
    setSaid(`“${task.title}” is in “${groupName(to)}” now.`);
  }

  function press(event: KeyboardEvent): void {
    const step = event.altKey && !event.ctrlKey && !event.metaKey ? steps[event.key] : undefined;
    const control = (event.target as HTMLElement).closest('[data-control]');
    const id = control?.closest<HTMLElement>('[data-task]')?.dataset['task'];
    const index = groups.findIndex((group) => group.tasks.some((each) => each.id === id));
    const task = groups[index]?.tasks.find((each) => each.id === id);
    if (step === undefined || !task || isUnconfirmed(task)) return;
    event.preventDefault();
    const to = groups[index + step];
    if (!to) {
      setSaid(`This is the ${step === 1 ? 'last' : 'first'} section.`);
      return;
    }
    relocate(task, to);
    setWanted({ id: task.id });
  }

  function drop(task: Task, { sectionId, beside }: Drop): void {
    const to = groups.find(({ section }) => (section?.id ?? null) === sectionId);
    const place =
      beside && (beside.side === 'after' ? { afterId: beside.id } : { beforeId: beside.id });
    if (sectionId !== (task.sectionId ?? null)) {
      if (to) relocate(task, to, place);
    } else if (place) order?.onMove(task, place);
  }

  function grab(event: PointerEvent<HTMLElement>, task: Task): void {
    if (!root.current || event.button !== 0) return;
    startSectionDrag({
      pointer: event.nativeEvent,
      handle: event.currentTarget,
      root: root.current,
      task,
      accepts: (id) => {
        const other = tasks.find((each) => each.id === id);
        const isBeside = (other?.parentId ?? null) === (task.parentId ?? null);
        return order?.byHand === true && other !== undefined && isBeside && !isUnconfirmed(other);
      },
      onDrop: (target) => drop(task, target),
    });
  }

  const isShown = ({ section, tasks: held }: Group) =>
    isBoard || section !== null || held.length > 0;
  return (
    // eslint-disable-next-line jsx-a11y/no-static-element-interactions -- keys act on the controls inside
    <div
      ref={root}
      onKeyDown={press}
      className={classNames(
        'grid gap-6',
        isBoard && 'sm:flex sm:items-start sm:gap-4 sm:overflow-x-auto sm:pb-3',
      )}
    >
      {groups.filter(isShown).map((group) => (
        <SectionPart
          key={group.section?.id ?? ''}
          group={group}
          isBoard={isBoard}
          isPartial={isPartial}
          onEdit={openForm}
          list={{ ...list, onEmptied, order: order && { ...order, onGrab: grab } }}
        />
      ))}
      <StatusRegion>{said}</StatusRegion>
    </div>
  );
}

interface SectionPartProps {
  group: Group;
  isBoard: boolean;
  isPartial: boolean;
  onEdit: ProjectSections['openForm'];
  list: TaskListProps;
}

/** How many tasks a section has; of those that are not loaded yet nothing is known. */
function countText(count: number, isPartial: boolean): string {
  if (!isPartial) return String(count);
  return count === 0 ? '' : `${count}+`;
}

function SectionPart(props: SectionPartProps): ReactElement {
  const { group, isBoard, isPartial, onEdit, list } = props;
  const { section, tasks } = group;
  const headingId = useId();
  const name = groupName(group);
  return (
    <section
      aria-labelledby={headingId}
      data-section={section?.id ?? ''}
      className={classNames(
        'grid min-w-0 content-start gap-2 rounded-card data-drop:bg-accent-soft',
        isBoard && 'sm:w-72 sm:shrink-0',
      )}
    >
      <div className="flex min-h-target items-center gap-2 px-1">
        <h2 id={headingId} className="min-w-0 text-lg wrap-anywhere">
          <TaskTitle title={name} />
        </h2>
        <span className="text-sm text-muted tabular-nums">
          {countText(tasks.length, isPartial)}
        </span>
        {section ? (
          <IconButton
            size="small"
            icon="edit"
            label={`Edit section ${name}`}
            data-edit-section=""
            className="ms-auto"
            onClick={() => onEdit(section)}
          />
        ) : null}
      </div>
      {tasks.length > 0 ? (
        <TaskList {...list} tasks={tasks} label={`Tasks of ${name}`} />
      ) : isPartial ? null : (
        <p className="rounded-card border border-dashed border-line px-4 py-3 text-sm text-muted">
          Nothing here
        </p>
      )}
    </section>
  );
}
