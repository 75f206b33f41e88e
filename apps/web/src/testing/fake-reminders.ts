import type { Reminder, ReminderBody, ReminderSettings } from '@taskora/api-client';

import { problem, type Answer } from './fake-answer.ts';
import type { FakeTasks } from './fake-tasks.ts';

const settingsPath = '/api/v1/reminder-settings';
const reminderPath = /^\/api\/v1\/(?:tasks\/[^/]+\/)?reminders(?:\/(.+))?$/u;

interface Asked {
  method: string;
  path: string;
  body: Record<string, unknown>;
}

/** Those on every task, and each change of them with its undo. */
export class FakeReminders {
  all: Reminder[] = [];
  settings: ReminderSettings = {
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    allDayTime: '09:00:00',
  };
  /** As they were before each change, by its id. */
  readonly #before = new Map<string, Reminder[]>();

  read(path: string): Answer | null {
    if (path === settingsPath) return { status: 200, body: this.settings };
    return reminderPath.test(path) ? { status: 200, body: { items: this.all } } : null;
  }

  /** Null for what is about something else. */
  mutate({ method, path, body }: Asked, store: FakeTasks): Answer | null {
    if (path === settingsPath) {
      this.settings = body as unknown as ReminderSettings;
      return { status: 200, body: this.settings };
    }
    const match = reminderPath.exec(path);
    if (!match) return null;
    const known = this.all.find(({ id }) => id === match[1]);
    if (method !== 'POST' && !known) return problem(404, 'No such reminder.');
    const changeId = store.change('changed', null, null);
    this.#before.set(changeId, this.all);
    const headers = { 'change-id': changeId };
    const rest = this.all.filter((each) => each !== known);
    if (method === 'DELETE') {
      this.all = rest;
      return { status: 204, headers };
    }
    const reminder: Reminder = {
      ...{ id: changeId, spaceId: 'own', taskId: 'task', memberId: 'ada', createdAt: '' },
      ...known,
      ...{ remindAt: null, minutesBefore: null, allDayTime: null },
      ...(body as ReminderBody),
    };
    this.all = [...rest, reminder];
    return { status: known ? 200 : 201, body: reminder, headers };
  }

  /** Takes a change back by another one; it may have been none of a reminder. */
  undo(id: string, changeId: string): void {
    const before = this.#before.get(id);
    if (!before) return;
    this.#before.set(changeId, this.all);
    this.all = before;
  }
}
