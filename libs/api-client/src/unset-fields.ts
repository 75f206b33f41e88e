import type { Task } from './generated/api.gen.ts';

type Given = 'id' | 'spaceId' | 'title' | 'createdAt' | 'updatedAt' | 'version';

/** The fields of a task of which nothing was said but its title. */
export const unsetFields: Omit<Task, Given> = {
  notes: '',
  priority: 'none',
  projectId: null,
  sectionId: null,
  parentId: null,
  tags: [],
  position: '',
  startOn: null,
  dueOn: null,
  dueTime: null,
  dueZone: null,
  deadlineOn: null,
  durationMinutes: null,
  recurrence: null,
  assigneeId: null,
  completedAt: null,
  createdBy: '',
};
