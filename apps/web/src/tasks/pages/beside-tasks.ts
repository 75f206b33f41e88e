import type { Query } from '@tanstack/react-query';

/** Whether that is read beside tasks and changes with them: comments, reminders, views, projects and sections. */
export const isBesideTasks = ({ queryKey: [address] }: Pick<Query, 'queryKey'>): boolean =>
  /\/(?:comments|reminders|views|projects|sections)$/u.test(String(address));
