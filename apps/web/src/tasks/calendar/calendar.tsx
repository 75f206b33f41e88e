'use client';

import type { Task } from '@taskora/api-client';
import { ownLocale, StatusRegion, useToday } from '@taskora/ui';
import { useQuery } from '@tanstack/react-query';
import {
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type PointerEvent,
  type ReactElement,
  type RefObject,
} from 'react';

import { readingSettingsQuery } from '../add/reading-settings.ts';
import { startDropOn } from '../drag/drop-on.ts';
import { LoadingList } from '../list/loading-list.tsx';
import { LoadFailure } from '../load-failure.tsx';
import { isUnconfirmed } from '../outbox/optimistic-change.ts';
import type { TaskBoardState } from '../use-task-board.ts';
import { dueDayHere } from '../views/due-day.ts';
import { showView } from '../views/use-view.ts';
import type { CalendarView } from '../views/view.ts';
import { wholeDayText } from '../words/day-text.ts';
import { meaningOfKey } from './calendar-keys.ts';
import { CalendarToolbar } from './calendar-toolbar.tsx';
import type { Day } from './days.ts';
import { DayGrid } from './day-grid.tsx';
import { DayList } from './day-list.tsx';
import { movedTo } from './moved-due.ts';
import { spanText } from './span-text.ts';
import { tasksByDay } from './tasks-by-day.ts';
import { Tray } from './tray.tsx';
import { useCalendarFocus } from './use-calendar-focus.ts';
import { useCalendarTasks } from './use-calendar-tasks.ts';
import { useNarrow } from './use-narrow.ts';
import { useShownDays } from './use-shown-days.ts';
import { weekStartOf } from './week-start.ts';

export interface CalendarProps {
  view: CalendarView;
  board: TaskBoardState;
  /** Gets the focus where a day is opened that shows no task of its own yet. */
  heading: RefObject<HTMLHeadingElement | null>;
}

/** The tasks on their days, by the reader's clocks and their first day of the week. */
export function Calendar(props: CalendarProps): ReactElement {
  const today = useToday();
  const settings = useQuery(readingSettingsQuery);
  if (today === null || settings.isPending) return <LoadingList />;
  const weekStart = settings.data?.weekStart ?? weekStartOf(ownLocale());
  return <ShownCalendar {...props} {...{ today, weekStart }} />;
}

function ShownCalendar(props: CalendarProps & { today: Day; weekStart: number }): ReactElement {
  const { view, board, heading, today, weekStart } = props;
  const { by } = view;
  const room = useRef<HTMLElement>(null);
  const narrow = useNarrow();
  const days = useShownDays(view, today, { weekStart, narrow });
  const { due, overdue, undated } = useCalendarTasks(board, days.days, today);
  const [said, setSaid] = useState('');
  const byDay = useMemo(() => tasksByDay(due.tasks ?? []), [due.tasks]);
  const { want, followed, onFocus, onBlur } = useCalendarFocus(room, byDay, days.current);
  const label = spanText(by, days.on, days.weeks);

  function move(id: string, day: Day): Task | null {
    const parts = [due, overdue, undated].flatMap(({ tasks }) => tasks ?? []);
    const task = parts.find((each) => each.id === id);
    if (!task || isUnconfirmed(task) || dueDayHere(task) === day) return null;
    board.actions.relocate(task, movedTo(task, day));
    setSaid(`“${task.title}” is due on ${wholeDayText(day)}.`);
    return task;
  }

  function moveAndFollow(id: string, day: Day): void {
    if (!move(id, day)) return;
    days.goTo(day);
    want({ day, id });
  }

  function focusOpened(id?: string): void {
    requestAnimationFrame(() => {
      const rows = [...document.querySelectorAll<HTMLElement>('[data-task]')];
      const row = rows.find((each) => each.dataset['task'] === id);
      (row?.querySelector('input') ?? heading.current)?.focus();
    });
  }

  function openDay(day: Day, id?: string): void {
    // The browser's Back comes to that day again.
    showView({ ...view, on: day }, { replaces: true });
    showView({ kind: 'day', on: day });
    focusOpened(id);
  }

  function open(task: Task): void {
    const day = dueDayHere(task);
    if (day !== null) {
      openDay(day, task.id);
      return;
    }
    showView(task.projectId ? { kind: 'project', id: task.projectId } : { kind: 'inbox' });
    focusOpened(task.id);
  }

  function grab(event: PointerEvent<HTMLElement>, { id }: Task): void {
    // A finger scrolls the page; what moves a task without dragging is for it.
    if (!room.current || event.button !== 0 || event.pointerType === 'touch') return;
    startDropOn({
      pointer: event.nativeEvent,
      handle: event.currentTarget,
      root: room.current,
      attribute: 'data-day',
      onDrop: (day) => void move(id, day),
    });
  }

  function press(event: KeyboardEvent): void {
    const meaning = meaningOfKey(event, days, today, followed.current);
    if (!meaning) return;
    event.preventDefault();
    switch (meaning.kind) {
      case 'move':
        moveAndFollow(meaning.task, meaning.to);
        break;
      case 'go':
        days.goTo(meaning.day);
        want({ day: meaning.day });
        break;
      case 'open':
        openDay(meaning.day);
        break;
      case 'focus':
        meaning.element.focus();
        break;
      case 'none':
        break;
    }
  }

  const chipActions = { onOpen: open, onGrab: grab };
  const trayProps = { ...chipActions, current: days.current, onPut: moveAndFollow };
  const shown = {
    ...chipActions,
    ...{ label, by, days, today },
    tasks: byDay,
    busy: due.tasks === null || due.query.isPlaceholderData,
    onOpenDay: openDay,
  };
  const failed = [due, overdue, undated]
    .filter(({ tasks, query }) => !tasks && query.isError)
    .map(({ query }) => query);
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- keys act on the controls inside
    <section
      ref={room}
      aria-label="Calendar"
      className="grid gap-3"
      onKeyDown={press}
      {...{ onFocus, onBlur }}
    >
      <CalendarToolbar {...{ label, by, days, today }} />
      {failed[0] ? (
        <LoadFailure
          error={failed[0].error}
          onRetry={() => void Promise.all(failed.map(({ refetch }) => refetch()))}
        />
      ) : null}
      {overdue.tasks?.length ? (
        <Tray title="Overdue from before" part={overdue} late {...trayProps} />
      ) : null}
      {narrow ? <DayList {...shown} /> : <DayGrid {...shown} />}
      {undated.tasks?.length ? (
        <Tray title="No day yet" part={undated} late={false} {...trayProps} />
      ) : null}
      <StatusRegion>{label}</StatusRegion>
      <StatusRegion>{said}</StatusRegion>
    </section>
  );
}
