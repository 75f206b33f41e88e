import type { Section, Task } from '@taskora/api-client';

/** Tasks of one section, in their order; those of none have null. */
export interface Group {
  section: Section | null;
  tasks: readonly Task[];
}

/** The tasks by section: first those of none, then the sections in their order; archived ones where they hold some. */
export function groupsOf(tasks: readonly Task[], sections: readonly Section[]): Group[] {
  const known = new Set(sections.map(({ id }) => id));
  const held = new Map<string, Task[]>();
  for (const task of tasks) {
    // One that was deleted a moment ago holds nothing any more.
    const id = task.sectionId && known.has(task.sectionId) ? task.sectionId : '';
    held.set(id, [...(held.get(id) ?? []), task]);
  }
  const isInUse = ({ id, archivedAt }: Section) => archivedAt === null || held.has(id);
  return [null, ...sections.filter(isInUse)].map((section) => ({
    section,
    tasks: held.get(section?.id ?? '') ?? [],
  }));
}

export const groupName = ({ section }: Group): string => section?.name ?? 'No section';
